package eu.bocage.policies;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** What must be true of every document that a reader takes, whatever a fuzzer made of it. */
final class Taken {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Samples.resource("charter.schema.json"), InputFormat.JSON);

    private Taken() {
    }

    /** It is valid by the published schema, has one canonical text, and that text means the same charter. */
    static void check(Charter charter) {
        require(SCHEMA.validate(charter.json(), InputFormat.JSON).isEmpty(), "taken against the schema");
        Charter again = Charter.fromJson(charter.json());
        require(again.equals(charter) && again.json().equals(charter.json()) && again.hash().equals(charter.hash()),
            "another charter came back");
        require(policy(again).equals(policy(charter)), "another policy came back");
        require(CharterDiff.of(charter, again).changes().isEmpty(), "the charter that came back differs");
    }

    /** It is understood to its last word, has one text, and that text means the same policy. */
    static void check(Policy policy) {
        require(policy.faults().isEmpty(), "taken without being understood");
        String text = Odrl.write(policy);
        require(Odrl.read(text).equals(policy) && Odrl.write(Odrl.read(text)).equals(text), "another policy came back");
        for (Scope scope : Scope.values()) {
            boolean permitted = Decider.decide(policy, scope, Samples.known()) instanceof Decision.Permitted;
            require(permitted == Decider.permits(policy, scope, Samples.known()), "two decisions about one policy");
        }
    }

    static void require(boolean holds, String fault) {
        if (!holds) {
            throw new AssertionError(fault);
        }
    }

    /** A refusal says what is wrong, and never without end. */
    static void check(InvalidDocument refused) {
        require(!refused.problems().isEmpty() && refused.problems().size() <= 100, "a refusal without a reason");
    }

    private static Object policy(Charter charter) {
        try {
            return Compiler.compile(charter, Samples.dataset(), Samples.project());
        } catch (InvalidDocument nothingInCommon) {
            check(nothingInCommon);
            return nothingInCommon.problems();
        }
    }
}
