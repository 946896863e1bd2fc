package eu.bocage.connector.approval;

import eu.bocage.connector.approval.ApprovalRefusedException.Kind;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.SignedCharter;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.Territory;
import eu.bocage.policies.Approval;
import eu.bocage.policies.Charter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What may be asked of a committee and who may vote: checked by whoever signs, and again by whoever collects. */
final class Admission {

    private static final Duration SKEW = Duration.ofMinutes(10);

    private final Territory territory;
    private final Function<SignedCharter, Optional<Charter>> reader;

    /** @param reader of charters; empty for one that this program does not understand */
    Admission(Territory territory, Function<SignedCharter, Optional<Charter>> reader) {
        this.territory = territory;
        this.reader = reader;
    }

    /** Whether any charter known here has a committee. */
    boolean anybody() {
        return territory.charters().chain().stream().flatMap(signed -> reader.apply(signed).stream())
            .anyMatch(charter -> !charter.terms().approvals().isEmpty());
    }

    /** By which rules a request is decided; empty when there are none, or charter or project are not known here. */
    Optional<Rules> rules(Request request) {
        return rules(request.charter(), request.matter().project());
    }

    private Optional<Rules> rules(String charter, String project) {
        return territory.charters().find(charter).flatMap(reader)
            .flatMap(read -> territory.project(project).flatMap(known -> Rules.of(read, known)));
    }

    /** The charter that a request made now is made under. @throws ApprovalRefusedException */
    SignedCharter charter(String project) {
        SignedCharter charter = territory.charter().orElseThrow(() -> refused("Aucune charte n'est en vigueur.",
            "No charter is in force."));
        if (rules(charter.hash(), project).isEmpty()) {
            throw refused("La charte en vigueur ne demande l'accord d'aucun collège pour le projet « " + project
                + " » : interrogez directement.",
                "The charter in force asks no college for approval of project \"" + project + "\": ask your question"
                    + " right away.");
        }
        return charter;
    }

    /** @throws ApprovalRefusedException */
    void check(Request request, Instant now) {
        Member requester = active(request.requester());
        if (!Committee.signed(request, requester)) {
            throw refused("La demande n'est pas signée par " + request.requester() + ".",
                "The request is not signed by " + request.requester() + ".");
        }
        check(request.matter(), request.requester());
        if (!charter(request.matter().project()).hash().equals(request.charter())) {
            throw refused("La demande nomme une autre charte que celle en vigueur. Refaites-la.",
                "The request names another charter than the one in force. Make it again.");
        }
        if (Duration.between(request.opened(), now).abs().compareTo(SKEW) > 0) {
            throw refused("La demande est datée de " + request.opened() + ", trop loin de maintenant. Vérifiez "
                + "l'horloge du nœud et refaites-la.",
                "The request is dated " + request.opened() + ", too far from now. Check the node's clock and make it"
                    + " again.");
        }
    }

    /** @throws ApprovalRefusedException unless the project is the requester's and the provider a member */
    void check(Request.Matter matter, Did requester) {
        active(matter.provider());
        if (territory.project(matter.project()).filter(project -> project.owner().equals(requester)).isEmpty()) {
            throw refused("Le projet « " + matter.project() + " » n'est pas inscrit au nom de " + requester + ".",
                "The project \"" + matter.project() + "\" is not registered for " + requester + ".");
        }
    }

    /** @throws ApprovalRefusedException */
    void check(Vote vote, Request request, Instant now) {
        Member voter = active(vote.voter());
        if (!Committee.signed(vote, voter)) {
            throw refused("Le vote n'est pas signé par " + vote.voter() + ".",
                "The vote is not signed by " + vote.voter() + ".");
        }
        check(voter, request, now);
        if (vote.at().isAfter(now.plus(SKEW)) || vote.at().isBefore(request.opened().minus(SKEW))) {
            throw refused("Le vote est daté de " + vote.at() + ". Vérifiez l'horloge du nœud.",
                "The vote is dated " + vote.at() + ". Check the node's clock.");
        }
    }

    /** @throws ApprovalRefusedException unless that member may vote on that now */
    void check(Member voter, Request request, Instant now) {
        Approval need = rules(request).flatMap(all -> all.of(voter.college())).orElseThrow(() ->
            refused("Le collège « " + voter.college() + " » n'est pas appelé à voter sur cette demande.",
                "The college \"" + voter.college() + "\" is not asked to vote on this request."));
        if (voter.did().equals(request.requester())
            || Committee.unit(voter).equals(Committee.unit(active(request.requester())))) {
            throw refused("Nul ne vote sur sa propre demande.", "Nobody votes on a request of their own.");
        }
        Instant closes = Rules.closes(need, request.opened());
        if (!now.isBefore(closes)) {
            throw refused("Le vote s'est achevé le " + closes + ". Plus aucun vote n'est reçu.",
                "Voting ended on " + closes + ". No vote is taken any more.");
        }
    }

    /** Whether a vote on it may still be cast. */
    boolean open(Request request, Instant now) {
        return rules(request).filter(all -> now.isBefore(all.closes(request.opened()))).isPresent();
    }

    /** Whether a request is dated later than clocks differ, so that its deadline would be moved away. */
    static boolean early(Request request, Instant now) {
        return request.opened().isAfter(now.plus(SKEW));
    }

    Member active(Did did) {
        return switch (territory.standing(did)) {
            case Standing.Active(Member member) -> member;
            case Standing.Refused(var reason) -> throw refused(did + " : " + reason.french() + ".",
                did + ": " + reason.english() + ".");
        };
    }

    static ApprovalRefusedException refused(String french, String english) {
        return new ApprovalRefusedException(Kind.REFUSED, french, english);
    }
}
