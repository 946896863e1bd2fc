package eu.bocage.connector.edc.tck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the people behind the node decide in each case of the kit, from the sequence diagram of the case: in which state
 * they do what. A dataset names a negotiation's case, an agreement a transfer's. Where a case is silent, they wait.
 */
final class Moves {

    /** One decision. {@link #PROCEED} leaves it to EDC as it is shipped. */
    enum Move { PROCEED, OFFER, COUNTER, ACCEPT, SUSPEND, RESUME, COMPLETE, TERMINATE }

    /** @param state as EDC names it */
    record Step(String state, Move move) {
    }

    private static final String NEGOTIATIONS = """
        ACN0101 REQUESTED OFFER
        ACN0102 REQUESTED OFFER, REQUESTED TERMINATE
        ACN0103 REQUESTED OFFER, ACCEPTED PROCEED, VERIFIED PROCEED
        ACN0104 REQUESTED PROCEED, VERIFIED PROCEED
        ACN0201 REQUESTED TERMINATE
        ACN0202
        ACN0203 REQUESTED PROCEED
        ACN0204 REQUESTED OFFER
        ACN0205 REQUESTED OFFER, OFFERED TERMINATE
        ACN0206 REQUESTED OFFER, ACCEPTED TERMINATE
        ACN0207 REQUESTED PROCEED, VERIFIED TERMINATE
        ACN0301 REQUESTED PROCEED, VERIFIED PROCEED
        ACN0302 REQUESTED OFFER
        ACN0303 REQUESTED OFFER
        ACN0304 REQUESTED OFFER
        ACNC0101 OFFERED ACCEPT, AGREED PROCEED
        ACNC0102 OFFERED COUNTER
        ACNC0103 OFFERED TERMINATE
        ACNC0104 AGREED PROCEED
        ACNC0201
        ACNC0202 REQUESTED TERMINATE
        ACNC0203 AGREED TERMINATE
        ACNC0204
        ACNC0205 OFFERED ACCEPT
        ACNC0206 AGREED PROCEED
        ACNC0301
        ACNC0302
        ACNC0303
        ACNC0304 OFFERED ACCEPT
        ACNC0305 OFFERED ACCEPT
        ACNC0306 OFFERED ACCEPT
        """;

    private static final String TRANSFERS = """
        ATP0101 INITIAL PROCEED, STARTED TERMINATE
        ATP0102 INITIAL PROCEED, STARTED COMPLETE
        ATP0103 INITIAL PROCEED, STARTED SUSPEND, SUSPENDED TERMINATE
        ATP0104 INITIAL PROCEED, STARTED SUSPEND, SUSPENDED RESUME, STARTED COMPLETE
        ATP0105 INITIAL TERMINATE
        ATP0201 INITIAL PROCEED
        ATP0202 INITIAL PROCEED
        ATP0203 INITIAL PROCEED
        ATP0204 INITIAL PROCEED
        ATP0205
        ATP0301
        ATP0302
        ATP0303 INITIAL PROCEED
        ATP0304 INITIAL PROCEED
        ATP0305 INITIAL PROCEED
        ATP0306 INITIAL PROCEED
        ATPC0101
        ATPC0102
        ATPC0103
        ATPC0104
        ATPC0105
        ATPC0201 STARTED TERMINATE
        ATPC0202 STARTED COMPLETE
        ATPC0203 STARTED SUSPEND, SUSPENDED TERMINATE
        ATPC0204 STARTED SUSPEND, SUSPENDED RESUME, STARTED COMPLETE
        ATPC0205 REQUESTED TERMINATE
        ATPC0301
        ATPC0302
        ATPC0303
        ATPC0304
        ATPC0305
        ATPC0306
        """;

    private Moves() {
    }

    /** By the dataset that is negotiated; those that begin with ACNC are negotiated by the node as a consumer. */
    static Map<String, List<Step>> ofNegotiations() {
        return parse(NEGOTIATIONS);
    }

    /** By the agreement; under those that begin with ATPC the node is the consumer. */
    static Map<String, List<Step>> ofTransfers() {
        return parse(TRANSFERS);
    }

    private static Map<String, List<Step>> parse(String table) {
        Map<String, List<Step>> moves = new LinkedHashMap<>();
        for (String line : table.lines().toList()) {
            String[] parts = line.split(" ", 2);
            List<Step> steps = new ArrayList<>();
            for (String step : parts.length == 1 ? new String[0] : parts[1].split(", ")) {
                String[] words = step.split(" ");
                steps.add(new Step(words[0], Move.valueOf(words[1])));
            }
            moves.put(parts[0], List.copyOf(steps));
        }
        return moves;
    }
}
