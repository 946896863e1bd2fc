package eu.bocage.connector.approval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Opened;
import eu.bocage.policies.Approval;
import eu.bocage.policies.Tally;
import eu.bocage.policies.Words;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts the votes on one request. Every node that decides counts by itself, from signed votes and its own register;
 * nobody's tally is believed.
 *
 * <p><b>What holds.</b> A vote counts when an active member of a college that the charter asks signed it, for this very
 * request, before the deadline, by the time that it states. One vote in a college for each legal unit, however many
 * members of the register it is, and for it if one of these is; the requester's legal unit has none. The quorum is of
 * votes that are here; the majority is of <em>all</em> legal units that are active in the college, voting or not. So
 * whoever hides votes can bring about a refusal, never an approval, and what was granted stays so whatever vote comes
 * late. What is not granted at the deadline is refused. Each committee is counted by itself; what it decided stays
 * decided, whoever joins or leaves a college afterwards.
 *
 * <p><b>What does not.</b> A member that signs with a false time after the deadline, together with whoever collects
 * votes, may still be counted by nodes that have not closed the request yet. Who is in which college, the trust anchor
 * says, which signs the register.
 */
final class Committee {

    private final Request request;
    private final Rules rules;
    private final Map<Set<Approval>, Outcome> decided;
    private final Map<String, Set<String>> units = new HashMap<>();
    private final Map<String, Map<String, Vote>> counted = new TreeMap<>();
    private final Map<Did, Member> members;
    private final boolean sound;

    /**
     * @param members the register now
     * @param decided what committees have decided for good before
     */
    Committee(Case votes, Rules rules, List<Member> members, Map<Set<Approval>, Outcome> decided) {
        this.request = votes.request();
        this.rules = rules;
        this.decided = decided;
        this.members = members.stream().filter(Member::active).collect(Collectors.toMap(Member::did, each -> each));
        Member requester = this.members.get(request.requester());
        this.sound = requester != null && signed(request, requester);
        this.members.values().stream().filter(this::mayVote)
            .forEach(member -> units.computeIfAbsent(member.college(), college -> new HashSet<>()).add(unit(member)));
        votes.votes().stream().filter(this::counts).forEach(vote -> {
            Member voter = this.members.get(vote.voter());
            counted.computeIfAbsent(voter.college(), college -> new TreeMap<>())
                .merge(unit(voter), vote, (one, other) -> one.yes() ? one : other);
        });
    }

    static boolean signed(Request request, Member requester) {
        return request.envelope().open(Request.TAG, requester.verificationKey()) instanceof Opened.Valid<ObjectNode>;
    }

    static boolean signed(Vote vote, Member voter) {
        return vote.envelope().open(Vote.TAG, voter.verificationKey()) instanceof Opened.Valid<ObjectNode>;
    }

    /** The legal unit that a member is, by its number and the country whose law it is under. */
    static String unit(Member member) {
        return member.profile().jurisdiction() + ":" + member.profile().legalUnit();
    }

    /** Votes for and against in a college, and how many may vote. */
    Tally.Votes votes(String college) {
        Collection<Vote> all = counted.getOrDefault(college, Map.of()).values();
        int yes = (int) all.stream().filter(Vote::yes).count();
        return new Tally.Votes(yes, all.size() - yes, units.getOrDefault(college, Set.of()).size());
    }

    Outcome outcome(Instant now) {
        Collection<Outcome> parts = parts(now).values();
        if (parts.stream().anyMatch(Outcome.Open.class::isInstance)) {
            return new Outcome.Open();
        }
        List<Outcome.Refused> refused = parts.stream().filter(Outcome.Refused.class::isInstance)
            .map(Outcome.Refused.class::cast).distinct().toList();
        return refused.size() < parts.size() && parts.stream().anyMatch(Outcome.Granted.class::isInstance)
            ? new Outcome.Granted(refused.isEmpty())
            : new Outcome.Refused(String.join(" ", refused.stream().map(Outcome.Refused::french).toList()),
                String.join(" ", refused.stream().map(Outcome.Refused::english).toList()));
    }

    /** What came of each committee: for good, unless open. */
    Map<Set<Approval>, Outcome> parts(Instant now) {
        Map<Set<Approval>, Outcome> parts = new LinkedHashMap<>();
        for (List<Approval> committee : rules.committees()) {
            Outcome former = decided.get(Set.copyOf(committee));
            parts.put(Set.copyOf(committee), former != null ? former : part(committee, now));
        }
        return parts;
    }

    /** As it is judged: the votes as they were cast, and what the committees decided for good. */
    Tally tally(Instant now) {
        Map<String, Tally.Votes> votes = rules.colleges().stream()
            .collect(Collectors.toMap(Approval::college, need -> votes(need.college())));
        return tally(votes, request, outcome(now), parts(now));
    }

    static Tally tally(Map<String, Tally.Votes> votes, Request request, Outcome whole,
                       Map<Set<Approval>, Outcome> parts) {
        Set<Set<Approval>> given = new HashSet<>();
        Map<Set<Approval>, Words> refused = new HashMap<>();
        parts.forEach((committee, outcome) -> {
            switch (outcome) {
                case Outcome.Granted granted -> given.add(committee);
                case Outcome.Refused(String fr, String en) -> refused.put(committee, new Words(fr, en));
                case Outcome.Open open -> {
                }
            }
        });
        return new Tally(votes, request.opened(), whole instanceof Outcome.Refused(String fr, String en)
            ? Optional.of(new Words(fr, en)) : Optional.empty(), given, refused);
    }

    private boolean mayVote(Member member) {
        Member requester = members.get(request.requester());
        return !member.did().equals(request.requester())
            && (requester == null || !unit(member).equals(unit(requester)));
    }

    private boolean counts(Vote vote) {
        Member voter = members.get(vote.voter());
        return voter != null && mayVote(voter) && vote.request().equals(request.id())
            && rules.of(voter.college()).filter(need -> vote.at().isBefore(Rules.closes(need, request.opened())))
                .isPresent()
            && signed(vote, voter);
    }

    private Outcome part(List<Approval> committee, Instant now) {
        if (!sound) {
            return new Outcome.Refused("La demande n'est pas signée par un membre actif.",
                "The request is not signed by an active member.");
        }
        List<Approval> missing = committee.stream().filter(need -> !need.given(votes(need.college()))).toList();
        if (missing.isEmpty()) {
            return new Outcome.Granted(true);
        }
        if (missing.stream().anyMatch(this::hopeless)) {
            return refused("Refusé par vote.", "Refused by vote.", missing);
        }
        return missing.stream().anyMatch(need -> late(need, now))
            ? refused("Refusé : le délai s'est achevé sans accord.", "Refused: the time ended without approval.",
                missing)
            : new Outcome.Open();
    }

    private boolean late(Approval need, Instant now) {
        return !now.isBefore(Rules.closes(rules.of(need.college()).orElseThrow(), request.opened()));
    }

    private boolean hopeless(Approval need) {
        Tally.Votes cast = votes(need.college());
        return cast.members() < need.quorum()
            || (cast.members() - cast.no()) * 100L < (long) need.majorityPercent() * cast.members();
    }

    private Outcome refused(String french, String english, List<Approval> missing) {
        StringBuilder fr = new StringBuilder(french);
        StringBuilder en = new StringBuilder(english);
        for (Approval need : missing) {
            Tally.Votes cast = votes(need.college());
            fr.append(" Collège « ").append(need.college()).append(" » : ").append(cast.yes()).append(" pour, ")
                .append(cast.no()).append(" contre, sur ").append(cast.members()).append(" membres ; il faut ")
                .append(need.quorum()).append(" votes et ").append(need.majorityPercent()).append(" % des membres.");
            en.append(" College \"").append(need.college()).append("\": ").append(cast.yes()).append(" for, ")
                .append(cast.no()).append(" against, of ").append(cast.members()).append(" members; it takes ")
                .append(need.quorum()).append(" votes and ").append(need.majorityPercent())
                .append(" % of the members.");
            Collection<Vote> all = counted.getOrDefault(need.college(), Map.of()).values();
            all.stream().filter(vote -> !vote.yes()).forEach(vote -> {
                String name = members.get(vote.voter()).organisation();
                fr.append(' ').append(name).append(" : « ").append(vote.reason()).append(" ».");
                en.append(' ').append(name).append(": \"").append(vote.reason()).append("\".");
            });
        }
        return new Outcome.Refused(fr.toString(), en.toString());
    }
}
