package eu.bocage.policies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Policies as ODRL 2.2 in JSON-LD 1.1, under the profile {@link Term#PROFILE}.
 *
 * <p>Writing gives one text for one policy, to the byte (RFC 8785). Reading takes every spelling of what such a policy
 * can be (expanded or compacted, in any order, one value or a list of one, names under the contexts of ODRL, DSP 2025-1
 * or this profile) and refuses everything else with its place. It is a reader of its own, and no JSON-LD processor,
 * because a processor drops what its contexts do not define, which here would be a condition that nobody checks, and
 * fetches contexts from wherever a document says. Thread-safe.
 */
public final class Odrl {

    /** More than the deepest policy needs in expanded form. */
    private static final int DEEPEST = 64;

    private Odrl() {
    }

    /** @throws IllegalArgumentException when the policy is not understood to its last word */
    public static String write(Policy policy) {
        if (!policy.faults().isEmpty()) {
            throw new IllegalArgumentException(policy.faults().getFirst().english());
        }
        return Document.canonical(OdrlWriter.write(policy));
    }

    /**
     * Reads at most 256 Ki characters.
     *
     * @throws InvalidDocument naming the place of what cannot be read, or all that is not understood
     */
    public static Policy read(String json) {
        Problems problems = new Problems();
        JsonNode document = Document.tree(json, DEEPEST, problems);
        Policy policy;
        try {
            policy = OdrlReader.read(document);
        } catch (LdFault fault) {
            throw new InvalidDocument(List.of(fault.problem()));
        }
        policy.faults().forEach(fault -> problems.add(fault.term(), fault.french(), fault.english()));
        problems.refuseAny();
        return policy;
    }
}
