package eu.bocage.connector.edc;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bocage.connector.agreement.AgreementsInLedger;
import eu.bocage.connector.agreement.Occasion;
import eu.bocage.connector.agreement.Offer;
import eu.bocage.connector.ledger.Ledger;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Json;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.MemberTokens;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.connector.member.TrustAnchorKey;
import eu.bocage.connector.storage.Database;
import eu.bocage.connector.web.HttpPort;
import eu.bocage.policies.Constraint;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Operator;
import eu.bocage.policies.OutputRules;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Reason;
import eu.bocage.policies.Rule;
import eu.bocage.policies.Scope;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.edc.connector.controlplane.contract.spi.types.agreement.ContractAgreement;
import org.eclipse.edc.spi.system.ServiceExtension;

/**
 * A member's node as far as DSP goes: its own database, keys, view of the register, port and EDC runtime. Its judge
 * permits whom the policy's one term names, except in the scopes of {@link #shut}.
 */
final class TestNode {

    static final String USE = "http://www.w3.org/ns/odrl/2/use";
    static final String MEMBER = "https://example.org/terms/member";

    /** Test nodes learn one another's ports only as they start. */
    private static final Set<String> REACHABLE = IntStream.rangeClosed(1, 65535)
        .mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.toUnmodifiableSet());

    final Map<String, String> tokens = new ConcurrentHashMap<>();
    final Set<Scope> shut = ConcurrentHashMap.newKeySet();

    /** Where it was asked for more than yes or no. */
    final Set<Scope> reasoned = ConcurrentHashMap.newKeySet();
    /** Run once, when the scope is next decided. */
    final Map<Scope, Runnable> hooks = new ConcurrentHashMap<>();

    /** How many more times an agreement is written down and then fails. */
    final AtomicInteger failures = new AtomicInteger();

    private final String name;
    private final Path folder;
    private final Vertx vertx;
    private final TrustAnchorKey anchor;
    private final URI anchorUrl;
    private final int publicPort;
    private final int ownPort;
    private final NodeKeys keys = NodeKeys.fresh();
    private Database database;
    private Territory territory;
    private Ledger ledger;
    private HttpPort port;
    private EdcConnector connector;

    /** @param publicPort where others reach it; @param ownPort where it listens, mostly the same */
    TestNode(String name, Path folder, Vertx vertx, TrustAnchorKey anchor, URI anchorUrl, int publicPort,
             int ownPort) {
        this.name = name;
        this.folder = folder;
        this.vertx = vertx;
        this.anchor = anchor;
        this.anchorUrl = anchorUrl;
        this.publicPort = publicPort;
        this.ownPort = ownPort;
    }

    void start(ServiceExtension... more) {
        database = Database.openFile(folder);
        territory = Territory.of(anchor, anchorUrl, database, InstantSource.system());
        territory.refresh();
        MemberTokens memberTokens = new MemberTokens(did(), keys, territory, database, InstantSource.system());
        ledger = new Ledger(database, did(), keys, InstantSource.system());
        port = new HttpPort(vertx, "127.0.0.1", ownPort);
        connector = EdcConnector.start(new EdcConnector.Parts(
            new EdcConnector.Settings(did(), profile().publicUrl(), REACHABLE), database, territory, memberTokens,
            memberTokens, new Judge(), new HandedOut(), this::agreed), port.router(), Arrays.asList(more));
        port.listen();
    }

    /** Stops everything; a node that does not run is left alone. */
    void stop() {
        if (port != null) {
            port.close();
            connector.close();
            territory.close();
            database.close();
            port = null;
        }
    }

    void refresh() {
        if (port != null) {
            territory.refresh();
        }
    }

    EdcConnector connector() {
        return connector;
    }

    Did did() {
        return profile().did();
    }

    NodeKeys keys() {
        return keys;
    }

    Profile profile() {
        return TestTerritory.profile(publicPort, name, keys);
    }

    /** Another member as this node's register has it. */
    Member member(TestNode other) {
        return ((Standing.Active) territory.standing(other.did())).member();
    }

    /** A token by which this node could show itself to another. */
    String tokenFor(TestNode other) {
        return new MemberTokens(did(), keys, territory, database, InstantSource.system()).sign(other.did());
    }

    static Offer offer(String dataset, TestNode... allowed) {
        return offer(dataset + "-offer", dataset, allowed);
    }

    static Offer offer(String id, String dataset, TestNode... allowed) {
        List<String> dids = Arrays.stream(allowed).map(node -> node.did().text()).toList();
        Policy policy = new Policy(List.of(new Rule(USE, List.of(
            new Constraint(MEMBER, Operator.IS_ANY_OF, dids),
            new Constraint("http://www.w3.org/ns/odrl/2/purpose", Operator.EQ, List.of("climate-plan")),
            new Constraint("https://example.org/terms/cost", Operator.LTEQ, List.of("50000"))))),
            List.of(new Rule("https://example.org/actions/resell", List.of())), List.of());
        return new Offer(id, dataset, "Titre « " + dataset + " »", "{\"id\":\"" + dataset + "\"}", policy);
    }

    /** The content of its ledger's entries of a kind, oldest first. */
    List<JsonNode> entries(String kind) {
        List<JsonNode> contents = new ArrayList<>();
        ledger.forEach(entry -> {
            JsonNode json = Json.read(entry.json());
            if (json.path("kind").asText().equals(kind)) {
                contents.add(json.path("content"));
            }
        });
        return contents;
    }

    private void agreed(ContractAgreement agreement) {
        new AgreementsInLedger(ledger).agreed(AgreementShelf.agreement(agreement));
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("no room for the entry");
        }
    }

    private Decision judge(Policy policy, Scope scope, Occasion occasion) {
        Runnable hook = hooks.remove(scope);
        if (hook != null) {
            hook.run();
        }
        List<String> allowed = policy.permissions().stream().flatMap(rule -> rule.direct().stream())
            .filter(constraint -> constraint.term().equals(MEMBER)).flatMap(constraint -> constraint.values().stream())
            .toList();
        return allowed.contains(occasion.requester().text()) && !shut.contains(scope)
            ? new Decision.Permitted(OutputRules.NONE)
            : new Decision.Denied(List.of(new Reason("member", "C01", "réservé à d'autres « membres »",
                "reserved for other \"members\"")));
    }

    private final class Judge implements PolicyJudge {
        @Override
        public Decision decide(Policy policy, Scope scope, Occasion occasion) {
            reasoned.add(scope);
            return judge(policy, scope, occasion);
        }

        @Override
        public boolean permits(Policy policy, Scope scope, Occasion occasion) {
            return judge(policy, scope, occasion) instanceof Decision.Permitted;
        }
    }

    private final class HandedOut implements Grants {
        @Override
        public String grant(String transfer, String agreement) {
            String token = UUID.randomUUID() + "." + agreement;
            tokens.put(transfer, token);
            return token;
        }

        @Override
        public void revoke(String transfer) {
            tokens.remove(transfer);
        }
    }
}
