package eu.bocage.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents of 10 000 terms, or 1 000 deep, or that grow as they are read: refused, in all of what is allocated within
 * a bound, whoever reads them. The time limit is no figure; it ends the test where one would hang.
 */
class HostileDocumentsTest {

    private static final int MANY = 10_000;
    private static final int DEEP = 1_000;
    private static final long MOST_BYTES = 256L * 1024 * 1024;
    private static final Duration NEVER = Duration.ofSeconds(60);

    private static final String MINIMAL = Samples.resource("charters/minimal.yaml");
    private static final String CONTEXT =
        "\"@context\":{\"odrl\":\"http://www.w3.org/ns/odrl/2/\",\"bocage\":\"urn:bocage:odrl:1#\"}";
    private static final String ATOM = "{\"odrl:leftOperand\":\"bocage:project\",\"odrl:operator\":\"odrl:eq\","
        + "\"odrl:rightOperand\":\"p\"}";

    static List<String> yamls() {
        String names = list("a%d", ", ");
        String clauses = list("- {id: C%d, title: {fr: a, en: a}, text: {fr: a, en: a}, status: attested, terms: []}",
            "\n  ");
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        return List.of(
            MINIMAL + "functions: [" + names + "]\n",
            MINIMAL + "noJoinWith: [" + names + "]\n",
            MINIMAL + "requesters: {roles: [" + names + "]}\n",
            MINIMAL + list("term%d: true", "\n") + "\n",
            MINIMAL + "terms:\n  " + clauses,
            MINIMAL.replace("purposes:\n", "purposes:\n  " + list("p%d: {fr: a, en: a}", "\n  ") + "\n"),
            MINIMAL.replace("clauses:\n", "clauses:\n" + list("  - library: OWN-1", "\n") + "\n"),
            "a: " + "[".repeat(100_000), "a: " + "{b: ".repeat(50_000), "- ".repeat(50_000), "? ".repeat(50_000),
            "a: " + "x".repeat(10_000_000), "a: 1\n".repeat(50_000), " ".repeat(200_000) + "a",
            "a: !" + "x".repeat(90_000), "a: 1" + "0".repeat(200_000), "\"" + "\\u0041".repeat(40_000) + "\": 1",
            "- &a b\n".repeat(20_000), "a: [" + "[],".repeat(80_000) + "]",
            MINIMAL + laughs, laughs.toString(), "a: &a [*a]\n", "a: &a {<<: *a}\n",
            "a: &a x\n" + list("b%d: *a", "\n"),
            MINIMAL + "functions: " + "[".repeat(DEEP) + "]".repeat(DEEP) + "\n",
            MINIMAL + "requesters: " + "{roles: ".repeat(DEEP) + "}".repeat(DEEP) + "\n",
            IntStream.range(0, DEEP).mapToObj(depth -> " ".repeat(depth % 120) + "a:\n").collect(Collectors.joining()),
            IntStream.range(0, 500).mapToObj(depth -> " ".repeat(depth) + "a:\n").collect(Collectors.joining()));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("yamls")
    void refusesSuchCharters(String yaml) {
        refused(() -> Charter.fromYaml(yaml));
    }

    @Test
    void refusesSuchChartersInJson() {
        String json = Charter.fromYaml(MINIMAL).json();
        String most = json.substring(0, json.length() - 1);
        for (String text : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000), "x".repeat(10_000_000),
            "{\"a\":" + "1".repeat(200_000) + "}", "{\"" + "a".repeat(200_000) + "\":1}",
            most + ",\"functions\":[" + list("\"f%d\"", ",") + "]}",
            most + "," + list("\"term%d\":true", ",") + "}",
            most + ",\"functions\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
            most + ",\"requesters\":" + "{\"roles\":".repeat(DEEP) + "1" + "}".repeat(DEEP) + "}")) {
            refused(() -> Charter.fromJson(text));
        }
    }

    static List<String> policies() {
        String open = "{" + CONTEXT + ",\"odrl:permission\":{\"odrl:action\":\"odrl:use\",\"odrl:constraint\":";
        String brief = "{\"or\":1}";
        String nest = "{\"odrl:or\":[" + ATOM + ",{\"odrl:xone\":[" + ATOM + ",";
        return List.of(
            open + "[" + list(ATOM, ",") + "]}}",
            open + "[" + list(brief, ",") + "]}}",
            open + "[" + many(ATOM) + "]}}", open + "{\"odrl:or\":[" + many(ATOM) + "]}}}",
            open + nest.repeat(500) + ATOM + "]}".repeat(1_000) + "}}",
            open + nest.repeat(5) + ATOM + "]}".repeat(10) + "}}",
            "[".repeat(100_000), "{\"a\":".repeat(100_000), "x".repeat(10_000_000),
            "{" + CONTEXT + ",\"odrl:permission\":[" + list("{\"odrl:action\":\"use\"}", ",") + "]}",
            "{" + CONTEXT + ",\"odrl:prohibition\":[" + list("{\"odrl:action\":\"odrl:u\"}", ",") + "]}",
            open + ATOM.replace("\"p\"", "[" + list("\"p%d\"", ",") + "]").replace("odrl:eq", "odrl:isAnyOf") + "}}",
            open + "{\"odrl:or\":[" + list("{\"odrl:and\":[]}", ",") + "]}}}",
            open + "{\"odrl:or\":".repeat(DEEP) + ATOM + "}".repeat(DEEP) + "}}",
            open + "{\"@list\":[".repeat(DEEP) + ATOM + "]}".repeat(DEEP) + "}}",
            open + "[".repeat(DEEP) + ATOM + "]".repeat(DEEP) + "}}",
            "{\"@context\":[" + list("\"http://www.w3.org/ns/odrl.jsonld\"", ",").substring(0, 200_000) + "\"]}");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("policies")
    void refusesSuchPolicies(String json) {
        refused(() -> Odrl.read(json));
    }

    /** Built by hand rather than read: understood no better, and denied at every moment with one reason. */
    @ParameterizedTest
    @ValueSource(ints = {1_025, MANY})
    void deniesUnderAPolicyOfTooManyConditions(int many) {
        Rule permission = Samples.policy().permissions().getFirst();
        List<Expression> all = new ArrayList<>(permission.constraints());
        for (int i = all.size(); i < many; i++) {
            all.add(Constraint.of(Term.COLLEGE, Operator.NEQ, "c" + i));
        }
        bounded(() -> {
            Policy policy = new Policy(List.of(new Rule(Rule.USE, all)), List.of(), List.of());
            for (Scope scope : Scope.values()) {
                assertThat(Samples.reasons(Decider.decide(policy, scope, Samples.known()))).singleElement()
                    .satisfies(reason -> assertThat(reason.english()).contains("more than 1024 conditions"));
            }
            assertThat(Words.of(policy).english()).startsWith("This policy permits nothing");
        });
    }

    @Test
    void permitsUnderAPolicyOfAsManyConditionsAsThereMayBe() {
        Rule permission = Samples.policy().permissions().getFirst();
        List<Expression> all = new ArrayList<>(permission.constraints());
        for (int i = all.size(); i < 1_024; i++) {
            all.add(Constraint.of(Term.COLLEGE, Operator.NEQ, "c" + i));
        }
        Policy policy = new Policy(List.of(new Rule(Rule.USE, all)), List.of(), List.of());
        assertThat(Decider.permits(policy, Scope.QUERY, Samples.known())).isTrue();
    }

    /** Else the bounds above would be kept by refusing everything. */
    @Test
    void takesTheWholeDocumentsKeptForTheFuzzers() {
        for (String name : List.of("minimal", "full", "library")) {
            Taken.check(Charter.fromYaml(Samples.resource("CharterYamlFuzzTestInputs/" + name + ".yaml")));
        }
        for (String name : List.of("minimal", "full")) {
            Taken.check(Charter.fromJson(Samples.resource("CharterJsonFuzzTestInputs/" + name + ".json")));
        }
        for (String name : List.of("broad", "spelling-0", "spelling-1", "spelling-2", "spelling-3")) {
            Policy policy = Odrl.read(Samples.resource("OdrlFuzzTestInputs/" + name + ".jsonld"));
            Taken.check(policy);
            assertThat(policy).isEqualTo(Odrl.read(Samples.resource("OdrlFuzzTestInputs/broad.jsonld")));
        }
    }

    private static void refused(Runnable reading) {
        bounded(() -> assertThatThrownBy(reading::run).isInstanceOfSatisfying(InvalidDocument.class, refusal -> {
            Taken.check(refusal);
            assertThat(refusal.getMessage()).hasSizeLessThan(100_000);
        }));
    }

    /** What this thread allocates meanwhile, freed or not, so that no garbage collection sways it. */
    private static void bounded(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertTimeoutPreemptively(NEVER, () -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            work.run();
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isBetween(1L, MOST_BYTES);
        });
    }

    /** As many as fit into a document that is read at all, each another. */
    private static String many(String atom) {
        return IntStream.range(0, 2_000).mapToObj(i -> atom.replace("\"p\"", "\"p" + i + "\""))
            .collect(Collectors.joining(","));
    }

    private static String list(String one, String between) {
        return IntStream.range(0, MANY).mapToObj(one::formatted).collect(Collectors.joining(between));
    }
}
