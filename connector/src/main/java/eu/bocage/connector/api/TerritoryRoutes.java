package eu.bocage.connector.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Envelope;
import eu.bocage.connector.member.Grant;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Opened;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Project;
import eu.bocage.connector.member.Publication;
import eu.bocage.connector.member.SignedCharter;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Tag;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TerritoryDocument;
import eu.bocage.connector.member.TrustAnchor;
import eu.bocage.policies.Charter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Charter, members and projects. Acts of the trust anchor are refused at every other node. */
record TerritoryRoutes(Profile profile, NodeKeys keys, Territory territory, Optional<TrustAnchor> anchor) {

    ObjectNode status(Exchange exchange) {
        ObjectNode object = Json.object()
            .put("did", profile.did().text())
            .put("organisation", profile.organisation())
            .put("publicUrl", profile.publicUrl().toString())
            .put("trustAnchor", territory.anchor().did().text())
            .put("isTrustAnchor", anchor.isPresent())
            .put("version", Version.text());
        territory.registerState().ifPresent(state -> object.putObject("register").put("version", state.version())
            .put("expires", state.expires().toString()).put("open", state.open()));
        territory.charter().ifPresent(charter -> object.putObject("charter").put("version", charter.version())
            .put("hash", charter.hash()));
        ObjectNode standing = object.putObject("standing");
        switch (territory.standing(profile.did())) {
            case Standing.Active active -> standing.put("active", true);
            case Standing.Refused(var reason) -> standing.put("active", false)
                .put("fr", reason.french()).put("en", reason.english());
        }
        return object;
    }

    ObjectNode signCharter(Exchange exchange) {
        Charter charter = Charter.fromYaml(Exchange.text(exchange.body(), "charter"));
        return publication(act().signCharter(charter.json())).put("id", charter.id())
            .put("from", charter.from().toString())
            .put("state", charter.from().isAfter(territory.today()) ? "upcoming" : "in-force");
    }

    /** This node's signature under the charter in force; under the newest version once it adheres to that. */
    ObjectNode adhere(Exchange exchange) {
        return Json.read(Json.text(ownAdherence().bytes()));
    }

    ObjectNode listMembers(Exchange exchange) {
        ObjectNode object = Json.object();
        object.putObject("trustAnchor").put("did", territory.anchor().did().text())
            .put("fingerprint", territory.anchor().key().fingerprint());
        territory.charter().ifPresent(charter -> object.putObject("charter").put("version", charter.version())
            .put("hash", charter.hash()).put("until", charter.until().toString()));
        ArrayNode array = object.putArray("members");
        for (Member member : territory.all()) {
            Profile of = member.profile();
            ObjectNode each = array.addObject().put("did", member.did().text())
                .put("organisation", of.organisation()).put("legalUnit", of.legalUnit())
                .put("jurisdiction", of.jurisdiction()).put("hostJurisdiction", of.hostJurisdiction())
                .put("publicUrl", of.publicUrl().toString()).put("college", member.college())
                .put("status", member.status().name().toLowerCase(Locale.ROOT))
                .put("charter", member.adherence().charter()).put("adheres", territory.adheres(member));
            territory.charters().find(member.adherence().charter())
                .ifPresent(signed -> each.put("charterVersion", signed.version()));
            texts(each.putArray("roles"), member.roles());
            texts(each.putArray("labels"), member.labels());
        }
        territory.registerState().ifPresent(state -> object.put("version", state.version())
            .put("expires", state.expires().toString()).put("open", state.open()));
        return object;
    }

    /** Holds a signed charter against the trust anchor's key and what is in force; each fault has its own code. */
    ObjectNode verifyCharter(Exchange exchange) {
        return new CharterCheck(territory).check(Exchange.text(exchange.body(), "document"));
    }

    /** Every version of the charter, the newest first, and who has adhered to which. */
    ObjectNode listCharters(Exchange exchange) {
        ObjectNode object = Json.object();
        Optional<SignedCharter> current = territory.charter();
        ArrayNode array = object.putArray("charters");
        for (SignedCharter charter : territory.charters().chain()) {
            ObjectNode each = array.addObject().put("version", charter.version()).put("hash", charter.hash())
                .put("from", charter.from().toString()).put("until", charter.until().toString())
                .put("inForce", current.filter(charter::equals).isPresent()
                    && !charter.from().isAfter(territory.today()));
            if (!charter.predecessor().isEmpty()) {
                each.put("predecessor", charter.predecessor());
            }
            ArrayNode adherents = each.putArray("adherents");
            territory.all().stream().filter(member -> member.active()
                && member.adherence().charter().equals(charter.hash()))
                .forEach(member -> adherents.add(member.did().text()));
        }
        ArrayNode missing = object.putArray("notAdhered");
        territory.all().stream().filter(member -> member.active() && !territory.adheres(member))
            .forEach(member -> missing.add(member.did().text()));
        return object;
    }

    ObjectNode addMember(Exchange exchange) {
        TrustAnchor trustAnchor = act();
        ObjectNode body = exchange.body();
        Adherence adherence = body.path("self").asBoolean() ? ownAdherence() : adherence(body);
        Grant grant = new Grant(Exchange.texts(body, "roles"), Exchange.texts(body, "labels"),
            Exchange.text(body, "college"));
        return publication(trustAnchor.admit(adherence, grant)).put("did", adherence.profile().did().text())
            .put("organisation", adherence.profile().organisation());
    }

    ObjectNode suspendMember(Exchange exchange) {
        Did did = new Did(Exchange.text(exchange.body(), "did"));
        return publication(act().suspend(did)).put("did", did.text());
    }

    ObjectNode listProjects(Exchange exchange) {
        ObjectNode object = Json.object();
        ArrayNode array = object.putArray("projects");
        for (Project project : territory.projects()) {
            ObjectNode each = array.addObject().put("id", project.id()).put("owner", project.owner().text())
                .put("from", project.from().toString()).put("until", project.until().toString())
                .put("budgetPerMille", project.budgetPerMille());
            each.putObject("title").put("fr", project.title().get("fr")).put("en", project.title().get("en"));
            texts(each.putArray("purposes"), project.purposes());
        }
        return object;
    }

    ObjectNode registerProject(Exchange exchange) {
        Project project = Project.fromYaml(Exchange.text(exchange.body(), "project"));
        Charter charter = territory.charter().map(current -> Charter.fromJson(current.json()))
            .orElseGet(this::charter);
        Set<String> unknown = new TreeSet<>(project.purposes());
        unknown.removeAll(charter.purposes());
        if (!unknown.isEmpty()) {
            String known = String.join(", ", new TreeSet<>(charter.purposes()));
            throw ApiError.input(
                "La charte n'a pas de finalité « " + String.join(", ", unknown) + " ». Elle a : " + known + ".",
                "The charter has no purpose \"" + String.join(", ", unknown) + "\". It has: " + known + ".");
        }
        return publication(act().register(project)).put("id", project.id());
    }

    private TrustAnchor act() {
        return anchor.orElseThrow(() -> ApiError.setup(
            "Seule l'ancre de confiance le peut : " + territory.anchor().did() + ". Adressez-vous à son nœud (--node).",
            "Only the trust anchor can: " + territory.anchor().did() + ". Address its node (--node)."));
    }

    /**
     * The charter as the trust anchor signed it, also before the first register opens the territory: the trust anchor
     * adheres to it before anybody is a member.
     */
    private Charter charter() {
        if (territory.conflicts().contains(TerritoryDocument.CHARTER)) {
            throw ApiError.setup("L'ancre de confiance a signé deux chartes de même version ; appelez-la.",
                "The trust anchor signed two charters with one version; call it.");
        }
        return territory.document(TerritoryDocument.CHARTER)
            .map(signed -> Envelope.parse(Tag.CHARTER, signed.bytes()).orThrow()
                .open(Tag.CHARTER, territory.anchor().key()).orThrow())
            .map(payload -> Charter.fromJson(Json.text(Json.canonical(payload))))
            .orElseThrow(() -> ApiError.setup(
                "Aucune charte n'est signée. L'ancre de confiance en signe une avec « bocage charter sign ».",
                "No charter is signed. The trust anchor signs one with \"bocage charter sign\"."));
    }

    private Adherence ownAdherence() {
        String newest = charter().hash();
        String current = territory.charter().map(SignedCharter::hash).orElse(newest);
        boolean adheres = territory.all().stream()
            .anyMatch(member -> member.did().equals(profile.did()) && territory.adheres(member));
        return Adherence.sign(profile, adheres ? newest : current, keys);
    }

    private static Adherence adherence(ObjectNode body) {
        String text = Exchange.text(body, "adherence").strip();
        return switch (Adherence.parse(Json.bytes(text))) {
            case Opened.Valid<Adherence>(Adherence adherence) -> adherence;
            case Opened.Refused<Adherence>(String reason) -> throw ApiError.input(
                "L'adhésion n'est pas valable. Demandez au nouveau membre le fichier adherence.json que « bocage init »"
                    + " a écrit (détail technique, en anglais : " + reason + ").",
                "The adherence is not good (" + reason + "). Ask the newcomer for the file adherence.json that "
                    + "\"bocage init\" wrote.");
        };
    }

    private static ObjectNode publication(Publication publication) {
        return switch (publication) {
            case Publication.Published(long version, String hash) ->
                Json.object().put("changed", true).put("version", version).put("hash", hash);
            case Publication.Unchanged(long version, String hash) ->
                Json.object().put("changed", false).put("version", version).put("hash", hash);
            case Publication.Refused(String french, String english) ->
                throw ApiError.refused("refused", french, english);
        };
    }

    private static void texts(ArrayNode array, Set<String> texts) {
        new TreeSet<>(texts).forEach(array::add);
    }
}
