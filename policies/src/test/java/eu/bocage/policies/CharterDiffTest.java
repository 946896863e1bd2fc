package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharterDiffTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Charter FULL = FullCharter.charter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "id: full | id: other | id | OTHER",
        "fr: Charte complète | fr: Autre charte | title | OTHER",
        "from: 2026-01-01 | from: 2025-01-01 | from | LOOSER",
        "until: 2028-12-31 | until: 2027-12-31 | until | TIGHTER",
        "fr: Santé | fr: La santé | purposes.health | OTHER",
        "broader: climate-plan | broader: health | purposes.heat.broader | OTHER",
        ", broader: climate-plan | '' | purposes.heat.broader | OTHER",
        "finestZoning: departement | finestZoning: commune | finestZoning | LOOSER",
        "finestZoning: departement | finestZoning: region | finestZoning | TIGHTER",
        "finestZoning: departement | finestZoning: epci | finestZoning | OTHER",
        "minimumGroup: 10 | minimumGroup: 11 | minimumGroup | TIGHTER",
        "minimumGroup: 10 | minimumGroup: 9 | minimumGroup | LOOSER",
        "dominance: 85 | dominance: 90 | dominance | LOOSER",
        "dominance: 85¶ | '' | dominance | LOOSER",
        "perRequest: 50000 | perRequest: 60000 | budget.perRequest | LOOSER",
        "perProject: 400000 | perProject: 300000 | budget.perProject | TIGHTER",
        "perProject: 400000, | '' | budget.perProject | LOOSER",
        "perUnitSpace: 1000000 | perUnitSpace: 900000 | budget.perUnitSpace | TIGHTER",
        "questionsPerDay: 50 | questionsPerDay: 60 | budget.questionsPerDay | LOOSER",
        "requestsPerDay: 20 | requestsPerDay: 10 | requestsPerDay | TIGHTER",
        "requestsPerDay: 20¶ | '' | requestsPerDay | LOOSER",
        "roles: [consumer, researcher] | roles: [consumer] | requesters.roles | TIGHTER",
        "roles: [consumer, researcher] | roles: [consumer, provider] | requesters.roles | OTHER",
        "'  roles: [consumer, researcher]¶' | '' | requesters.roles | LOOSER",
        "labels: [audited] | labels: [audited, green] | requesters.labels | TIGHTER",
        "labels: [audited] | labels: [green] | requesters.labels | OTHER",
        "'  labels: [audited]¶' | '' | requesters.labels | LOOSER",
        "colleges: [public, research] | colleges: [citizens, public, research] | requesters.colleges | LOOSER",
        "jurisdictions: [BE, FR] | jurisdictions: [FR] | requesters.jurisdictions | TIGHTER",
        "hostJurisdictions: [DE, FR] | hostJurisdictions: [DE, FR, IT] | requesters.hostJurisdictions | LOOSER",
        "reciprocity: true¶ | '' | reciprocity | LOOSER",
        "revocable: true¶ | '' | revocable | LOOSER",
        "embargo: 2026-02-01 | embargo: 2026-03-01 | embargo | TIGHTER",
        "embargo: 2026-02-01¶ | '' | embargo | LOOSER",
        "functions: [count, sum] | functions: [count] | functions | TIGHTER",
        "functions: [count, sum]¶ | '' | functions | LOOSER",
        "noJoinWith: [taxes] | noJoinWith: [income, taxes] | noJoinWith | TIGHTER",
        "exceptionalNeed: {purposes: [health]} | exceptionalNeed: {purposes: [health, heat]} | "
            + "exceptionalNeed.purposes | TIGHTER",
        "quorum: 2 | quorum: 3 | approvals | OTHER",
        "'  noReidentification: true¶' | '' | promises.noReidentification | LOOSER",
        "attribution: Source | attribution: Autre | promises.attribution | OTHER",
        "retentionDays: 365 | retentionDays: 30 | promises.retention | TIGHTER",
        "retentionDays: 365 | retentionDays: 366 | promises.retention | LOOSER",
        "publicationDays: 90 | publicationDays: 30 | promises.publication | TIGHTER",
        "onwardSharing: members | onwardSharing: none | promises.onwardSharing | TIGHTER",
        "cents: 5000 | cents: 6000 | promises.fee | TIGHTER",
        "cents: 5000 | cents: 4000 | promises.fee | LOOSER",
        "exempt: [researcher] | exempt: [consumer, researcher] | promises.fee.exempt | LOOSER"})
    void saysWhichWayAnythingThatIsSetGoes(String good, String bad, String field, Change.Direction direction) {
        Charter other = Charter.fromYaml(replace(good, bad));
        CharterDiff diff = CharterDiff.of(FULL, other);
        assertThat(diff.changes()).singleElement().satisfies(change -> {
            assertThat(change.direction()).isEqualTo(direction);
            assertThat(((Change.Setting) change).field()).isEqualTo(field);
            assertThat(((Change.Setting) change).before()).isPresent();
            assertThat(((Change.Setting) change).after().isEmpty()).isEqualTo(bad.isEmpty());
        });
        assertThat(CharterDiff.of(other, FULL).changes()).singleElement().satisfies(change ->
            assertThat(change.direction()).isEqualTo(opposite(direction)));
        Readability.check(field, diff.words());
        agreesWithDecisions(FULL, other, direction);
    }

    /** Whoever is permitted under the tighter charter is permitted under the looser one, promises being signed. */
    private static void agreesWithDecisions(Charter before, Charter after, Change.Direction direction) {
        if (direction != Change.Direction.OTHER) {
            Charter tighter = direction == Change.Direction.TIGHTER ? after : before;
            Charter looser = tighter == after ? before : after;
            Sweep sweep = new Sweep(Set.of(before.hash(), after.hash()));
            Policy strictly = sweep.policy(tighter);
            Policy loosely = sweep.policy(looser);
            int permittedByBoth = 0;
            for (Facts facts : sweep.facts(tighter)) {
                if (Decider.decide(strictly, Scope.QUERY, facts)
                    instanceof Decision.Permitted(OutputRules strict, List<Promise> ignored)) {
                    Facts signed = facts.withPromises(Set.copyOf(looser.terms().promises()));
                    Decision decision = Decider.decide(loosely, Scope.QUERY, signed);
                    assertThat(decision).as(Words.of(decision).english()).isInstanceOfSatisfying(
                        Decision.Permitted.class, permitted ->
                            assertThat(permitted.rules().and(strict)).isEqualTo(strict));
                    permittedByBoth++;
                }
            }
            assertThat(permittedByBoth).isPositive();
        }
    }

    @Test
    void saysWhichPurposesComeAndGo() {
        Charter more = Charter.fromYaml(replace("health: {fr: Santé, en: Health}",
            "health: {fr: Santé, en: Health}¶  water: {fr: Eau, en: Water}"));
        assertThat(CharterDiff.of(FULL, more).changes()).containsExactly(new Change.Setting("purposes.water",
            new Words("Finalité", "Purpose"), Optional.empty(), Optional.of(new Words("Eau", "Water")),
            Change.Direction.LOOSER));
        assertThat(CharterDiff.of(more, FULL).changes()).extracting(Change::direction)
            .containsExactly(Change.Direction.TIGHTER);
        agreesWithDecisions(FULL, more, Change.Direction.LOOSER);
    }

    @Test
    void saysWhoIsExemptAndWhoMayBeGivenResults() {
        Charter other = Charter.fromYaml(replace(", exempt: [researcher]", "")
            .replace("onwardSharing: members", "onwardSharing: none"));
        assertThat(CharterDiff.of(FULL, other).words()).isEqualTo(new Words("""
            De « Charte complète », version 2, à « Charte complète », version 2 :
            Plus strict :
            - Promesse sur la transmission des résultats : c'était aux membres du territoire, ce sera à personne.
            - Rôles dispensés de payer : c'était « researcher », ce sera aucun.""", """
            From "Full charter", version 2, to "Full charter", version 2:
            Tighter:
            - Promise about passing results on: it was to members of the territory, it will be to nobody.
            - Roles that need not pay: it was "researcher", it will be none."""));
    }

    @Test
    void saysWhichCommitteesComeAndGo() {
        String more = replace("approvals:", "approvals:¶  - {days: 10, colleges: {public: {quorum: 1, majority: 51}}}");
        CharterDiff diff = CharterDiff.of(FULL, Charter.fromYaml(more));
        assertThat(diff.changes()).singleElement().satisfies(change ->
            assertThat(change.direction()).isEqualTo(Change.Direction.TIGHTER));
        assertThat(diff.words().english()).contains("every question; college \"public\", within 10 days",
            "for \"health\" or about \"power\"; college \"citizens\"");
        Charter none = Charter.fromYaml(FullCharter.YAML.replaceFirst("(?s)approvals:.*promises:", "promises:"));
        assertThat(CharterDiff.of(FULL, none).changes()).singleElement().satisfies(change -> {
            assertThat(change.direction()).isEqualTo(Change.Direction.LOOSER);
            assertThat(((Change.Setting) change).after()).contains(new Words("aucun", "none"));
        });
    }

    @Test
    void saysWhichClausesComeGoAndChange() {
        Charter other = Charter.fromYaml(FullCharter.YAML.replace("status: attested", "status: not-enforceable")
            .replace("- id: C01", "- id: C03").replace("{fr: Promesse, en: Promise}", "{fr: Vœu, en: Wish}")
            .replace("C'est promis.", "C'est souhaité."));
        CharterDiff diff = CharterDiff.of(FULL, other);
        Clause wish = other.clauses().get(1);
        assertThat(diff.changes()).containsExactly(new Change.ClauseAdded(other.clauses().getFirst()),
            new Change.ClauseChanged(FULL.clauses().get(1), wish),
            new Change.ClauseRemoved(FULL.clauses().getFirst()));
        assertThat(diff.words()).isEqualTo(new Words("""
            De « Charte complète », version 2, à « Charte complète », version 2 :
            Plus souple :
            - Clause modifiée, C02 : Vœu.
              - promise par les signataires, elle devient confiée aux personnes ; titre nouveau ; texte nouveau.
            Autrement :
            - Clause nouvelle, C03 : Tout.
            - Clause retirée, C01 : Tout.""", """
            From "Full charter", version 2, to "Full charter", version 2:
            Looser:
            - Clause changed, C02: Wish.
              - promised by those who sign, it becomes left to people; new title; new text.
            Otherwise:
            - New clause, C03: All.
            - Clause removed, C01: All."""));
        assertThat(CharterDiff.of(other, FULL).changes()).extracting(Change::direction)
            .contains(Change.Direction.TIGHTER);
        Charter terms = Charter.fromYaml(FullCharter.YAML.replace("terms: [purpose]", "terms: [project, purpose]"));
        assertThat(CharterDiff.of(FULL, terms).words().english()).endsWith(
            "Otherwise:\n- Clause changed, C01: All.\n  - other conditions checked.");
        assertThatThrownBy(() -> new Change.ClauseChanged(wish, wish)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Change.ClauseChanged(wish, other.clauses().getFirst()))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhatWasAndWhatWillBe() {
        Charter other = Charter.fromYaml(replace("retentionDays: 365", "retentionDays: 30")
            .replace("minimumGroup: 10", "minimumGroup: 5").replace("embargo: 2026-02-01\n", "")
            .replace("version: 2", "version: 3"));
        assertThat(CharterDiff.of(FULL, other).words()).isEqualTo(new Words("""
            De « Charte complète », version 2, à « Charte complète », version 3 :
            Plus souple :
            - Unités derrière un chiffre montré, au moins : c'était 10, ce sera 5.
            - Aucune question avant le : supprimé, c'était 1er février 2026.
            Plus strict :
            - Promesse sur la conservation des résultats : c'était 365 jours, ce sera 30 jours.""", """
            From "Full charter", version 2, to "Full charter", version 3:
            Looser:
            - Units behind a shown figure, at least: it was 10, it will be 5.
            - No question before: removed, it was 1 February 2026.
            Tighter:
            - Promise about how long results are kept: it was 365 days, it will be 30 days."""));
        assertThat(CharterDiff.of(other, FULL).words().english()).contains(
            "Tighter:", "- No question before: new, 1 February 2026.");
    }

    @Test
    void saysThatNothingChanges() {
        Charter next = Charter.fromYaml(FullCharter.YAML.replace("version: 2", "version: 3")
            .replace("sha-256:0", "sha-256:1"));
        CharterDiff diff = CharterDiff.of(FULL, next);
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.words().french()).endsWith("\n- Rien ne change.");
        assertThat(diff.words().english()).endsWith("\n- Nothing changes.");
    }

    /** Every value of the document in turn is changed or taken away: the difference is never empty. */
    @Test
    void missesNoFieldOfACharter() throws JsonProcessingException {
        ObjectNode full = (ObjectNode) JSON.readTree(FULL.json());
        List<JsonNode> values = new ArrayList<>();
        for (String value : List.of("1", "70", "999999", "true", "\"a\"", "\"AT\"", "\"2026-06-01\"", "\"commune\"",
            "\"none\"", "\"heat\"", "\"attested\"", "\"minimumGroup\"")) {
            values.add(JSON.readTree(value));
        }
        int changed = 0;
        List<String> missed = new ArrayList<>();
        for (String pointer : pointers(full, "")) {
            for (int i = -1; i < values.size(); i++) {
                ObjectNode other = full.deepCopy();
                put(other, pointer, i < 0 ? null : values.get(i));
                Optional<Charter> charter = read(other);
                if (charter.isPresent() && !charter.get().equals(FULL) && !pointer.equals("/version")
                    && !pointer.equals("/predecessor")) {
                    changed++;
                    if (CharterDiff.of(FULL, charter.get()).changes().isEmpty()) {
                        missed.add(pointer + " " + other.at(pointer));
                    }
                }
            }
        }
        assertThat(missed).isEmpty();
        assertThat(changed).isGreaterThan(80);
    }

    private static List<String> pointers(JsonNode node, String path) {
        List<String> pointers = new ArrayList<>(path.isEmpty() ? List.of() : List.of(path));
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name ->
                pointers.addAll(pointers(object.get(name), path + "/" + name)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                pointers.addAll(pointers(array.get(i), path + "/" + i));
            }
        }
        return pointers;
    }

    private static void put(ObjectNode root, String pointer, JsonNode value) {
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        JsonNode parent = root.at(pointer.substring(0, pointer.lastIndexOf('/')));
        if (parent instanceof ObjectNode object && value != null) {
            object.set(last, value);
        } else if (parent instanceof ObjectNode object) {
            object.remove(last);
        } else if (value != null) {
            ((ArrayNode) parent).set(Integer.parseInt(last), value);
        } else {
            ((ArrayNode) parent).remove(Integer.parseInt(last));
        }
    }

    private static Optional<Charter> read(ObjectNode charter) {
        Problems problems = new Problems();
        try {
            return Optional.of(CharterReader.read(charter, problems));
        } catch (InvalidDocument refused) {
            return Optional.empty();
        }
    }

    private static Change.Direction opposite(Change.Direction direction) {
        return switch (direction) {
            case LOOSER -> Change.Direction.TIGHTER;
            case TIGHTER -> Change.Direction.LOOSER;
            case OTHER -> Change.Direction.OTHER;
        };
    }

    private static String replace(String good, String bad) {
        String yaml = FullCharter.YAML.replaceFirst(Pattern.quote(good.replace('¶', '\n')),
            Matcher.quoteReplacement(bad.replace('¶', '\n')));
        assertThat(yaml).isNotEqualTo(FullCharter.YAML);
        return yaml;
    }
}
