package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Opened;
import eu.bocage.policies.Approval;
import eu.bocage.policies.Tally;
import eu.bocage.policies.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts the votes on one request. Every node that decides counts by itself, from signed votes and its own register;
 * nobody's tally is believed.
 *
 * <p><b>What holds.</b> A vote counts when an active member of a college that the charter asks signed it, for this very
 * request, before the deadline, by the time that it states. One vote for each member; the requester has none.
 * The quorum is of votes that are here; the majority is of <em>all</em> active members of the college, whether they
 * voted or not. So whoever hides votes can bring about a refusal, never an approval, and what was granted stays so
 * whatever vote comes late. What is not granted at the deadline is refused.
 *
 * <p><b>What does not.</b> A member that signs with a false time after the deadline, together with whoever collects
 * votes, may still be counted by nodes that have not closed the request yet. Who is in which college, the trust anchor
 * says, which signs the register.
 */
final class Committee {

    private final Request request;
    private final Rules rules;
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Map<String, List<Vote>> counted = new TreeMap<>();
    private final Map<Did, Member> members;
    private final boolean sound;

    /** @param members the register now */
    Committee(Case votes, Rules rules, List<Member> members) {
        this.request = votes.request();
        this.rules = rules;
        this.members = members.stream().filter(Member::active).collect(Collectors.toMap(Member::did, each -> each));
        Member requester = this.members.get(request.requester());
        this.sound = requester != null && signed(request, requester);
        this.members.values().stream().filter(member -> !member.did().equals(request.requester()))
            .forEach(member -> sizes.merge(member.college(), 1, Integer::sum));
        Map<Did, Vote> first = new HashMap<>();
        votes.votes().stream().filter(this::counts).forEach(vote -> first.putIfAbsent(vote.voter(), vote));
        first.values().forEach(vote -> counted.computeIfAbsent(this.members.get(vote.voter()).college(),
            college -> new ArrayList<>()).add(vote));
    }

    static boolean signed(Request request, Member requester) {
        return request.envelope().open(Request.TAG, requester.verificationKey()) instanceof Opened.Valid<ObjectNode>;
    }

    static boolean signed(Vote vote, Member voter) {
        return vote.envelope().open(Vote.TAG, voter.verificationKey()) instanceof Opened.Valid<ObjectNode>;
    }

    /** Votes for and against in a college. */
    Tally.Votes votes(String college) {
        List<Vote> all = counted.getOrDefault(college, List.of());
        int yes = (int) all.stream().filter(Vote::yes).count();
        return new Tally.Votes(yes, all.size() - yes);
    }

    /** How many may vote in a college. */
    int size(String college) {
        return sizes.getOrDefault(college, 0);
    }

    Outcome outcome(Instant now) {
        if (!sound) {
            return new Outcome.Refused("La demande n'est pas signée par un membre actif.",
                "The request is not signed by an active member.");
        }
        List<List<Approval>> given = rules.committees().stream().filter(all -> all.stream().allMatch(this::given))
            .toList();
        List<Approval> missing = rules.committees().stream().filter(all -> !given.contains(all))
            .flatMap(all -> all.stream().filter(need -> !given(need))).distinct().toList();
        boolean over = rules.committees().stream().filter(all -> !given.contains(all))
            .allMatch(all -> all.stream().anyMatch(need -> !given(need) && (hopeless(need) || late(need, now))));
        if (!over) {
            return new Outcome.Open();
        }
        if (!given.isEmpty()) {
            return new Outcome.Granted(missing.isEmpty());
        }
        return missing.stream().anyMatch(this::hopeless) ? refused("Refusé par vote.", "Refused by vote.", missing)
            : refused("Refusé : le délai s'est achevé sans accord.", "Refused: the time ended without approval.",
                missing);
    }

    /**
     * As it is judged, so that every committee's condition holds exactly when it holds here: as cast while nobody's
     * quorum is reached, nothing in favour until everybody's is, then whoever has not voted counts as against.
     */
    Tally tally(Instant now) {
        Map<String, Tally.Votes> votes = rules.colleges().stream().collect(Collectors.toMap(Approval::college, need -> {
            Tally.Votes cast = votes(need.college());
            int here = cast.yes() + cast.no();
            return here < rules.lowest().get(need.college()) ? cast : here < need.quorum() ? new Tally.Votes(0, here)
                : new Tally.Votes(cast.yes(), Math.max(0, size(need.college()) - cast.yes()));
        }));
        return new Tally(votes, request.opened(), outcome(now) instanceof Outcome.Refused(String fr, String en)
            ? Optional.of(new Words(fr, en)) : Optional.empty());
    }

    private boolean counts(Vote vote) {
        Member voter = members.get(vote.voter());
        return voter != null && !vote.voter().equals(request.requester()) && vote.request().equals(request.id())
            && rules.of(voter.college()).filter(need -> vote.at().isBefore(Rules.closes(need, request.opened())))
                .isPresent()
            && signed(vote, voter);
    }

    private boolean given(Approval need) {
        Tally.Votes cast = votes(need.college());
        return cast.yes() + cast.no() >= need.quorum()
            && cast.yes() * 100L >= (long) need.majorityPercent() * size(need.college());
    }

    private boolean late(Approval need, Instant now) {
        return !now.isBefore(Rules.closes(need, request.opened()));
    }

    private boolean hopeless(Approval need) {
        int size = size(need.college());
        return size < need.quorum()
            || (size - votes(need.college()).no()) * 100L < (long) need.majorityPercent() * size;
    }

    private Outcome refused(String french, String english, List<Approval> missing) {
        StringBuilder fr = new StringBuilder(french);
        StringBuilder en = new StringBuilder(english);
        for (Approval need : missing) {
            Tally.Votes cast = votes(need.college());
            fr.append(" Collège « ").append(need.college()).append(" » : ").append(cast.yes()).append(" pour, ")
                .append(cast.no()).append(" contre, sur ").append(size(need.college())).append(" membres ; il faut ")
                .append(need.quorum()).append(" votes et ").append(need.majorityPercent()).append(" % des membres.");
            en.append(" College \"").append(need.college()).append("\": ").append(cast.yes()).append(" for, ")
                .append(cast.no()).append(" against, of ").append(size(need.college())).append(" members; it takes ")
                .append(need.quorum()).append(" votes and ").append(need.majorityPercent())
                .append(" % of the members.");
            counted.getOrDefault(need.college(), List.of()).stream().filter(vote -> !vote.yes()).forEach(vote -> {
                String name = members.get(vote.voter()).organisation();
                fr.append(' ').append(name).append(" : « ").append(vote.reason()).append(" ».");
                en.append(' ').append(name).append(": \"").append(vote.reason()).append("\".");
            });
        }
        return new Outcome.Refused(fr.toString(), en.toString());
    }
}
