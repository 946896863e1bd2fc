package eu.bocage.compute.he;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the holders of one collective key agree on before they make it. Everything later names its hash. The keys of the
 * members come from here and from nowhere else.
 *
 * @param epoch   name of the key, used once
 * @param holders in order; the first has the point 1
 * @param charter hash of the charter under which the key may be used
 * @param validTo last day, as {@code 2026-12-31}; {@link Gate#trusts} refuses the key after it
 */
public record Manifest(String epoch, Parameters parameters, List<Member> holders, String charter, String validTo) {

    public Manifest {
        holders = List.copyOf(holders);
        Set<String> ids = holders.stream().map(Member::id).collect(Collectors.toCollection(HashSet::new));
        if (holders.size() != parameters.holders() || ids.size() != holders.size()) {
            throw new IllegalArgumentException("a manifest lists " + parameters.holders() + " different holders");
        }
    }

    Statement statement() {
        TreeMap<String, String> fields = new TreeMap<>(parameters.fields());
        fields.put("epoch", epoch);
        fields.put("charter", charter);
        fields.put("validTo", validTo);
        for (int i = 0; i < holders.size(); i++) {
            fields.put("holder." + (i + 1), holders.get(i).id());
            fields.put("holder." + (i + 1) + ".signs", holders.get(i).signingKey());
            fields.put("holder." + (i + 1) + ".opens", holders.get(i).sealingKey());
        }
        return new Statement("manifest", fields);
    }

    /** H(M), in hexadecimal. */
    public String hash() {
        return statement().hash();
    }

    /** The point of a holder, from 1. */
    int point(String id) {
        for (int i = 0; i < holders.size(); i++) {
            if (holders.get(i).id().equals(id)) {
                return i + 1;
            }
        }
        throw new Refusal(Fault.UNKNOWN_SENDER);
    }

    Member holder(int point) {
        return holders.get(point - 1);
    }
}
