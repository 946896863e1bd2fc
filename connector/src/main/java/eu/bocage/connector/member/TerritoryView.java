package eu.bocage.connector.member;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One consistent state of the three documents, all checked; null for what there is not yet. Immutable. */
record TerritoryView(Map<TerritoryDocument, Envelope> envelopes, Set<TerritoryDocument> conflicts,
                     Map<Did, Member> index, Register register, Projects projects, Charters charters) {

    static TerritoryView of(Map<TerritoryDocument, Envelope> envelopes, Set<TerritoryDocument> conflicts,
                            Charters charters) {
        Envelope register = envelopes.get(TerritoryDocument.REGISTER);
        Envelope projects = envelopes.get(TerritoryDocument.PROJECTS);
        Register members = register == null ? null : Register.of(register.uncheckedPayload());
        Map<Did, Member> index = members == null ? Map.of() : members.members().stream()
            .collect(Collectors.toUnmodifiableMap(Member::did, member -> member));
        return new TerritoryView(envelopes, conflicts, index, members,
            projects == null ? null : Projects.of(projects.uncheckedPayload()), charters);
    }

    Refusal closed(Instant now) {
        if (register == null) {
            return Refusal.NO_REGISTER;
        }
        if (conflicts.contains(TerritoryDocument.REGISTER)) {
            return Refusal.REGISTER_CONFLICT;
        }
        return now.isBefore(register.expires()) ? null : Refusal.REGISTER_EXPIRED;
    }

    Standing standing(Did did, Instant now) {
        Refusal closed = closed(now);
        if (closed != null) {
            return new Standing.Refused(closed);
        }
        Member member = index.get(did);
        if (member == null) {
            return new Standing.Refused(Refusal.UNKNOWN_MEMBER);
        }
        return member.active() ? new Standing.Active(member) : new Standing.Refused(Refusal.SUSPENDED);
    }

    List<Project> openProjects() {
        return projects == null || conflicts.contains(TerritoryDocument.PROJECTS) ? List.of() : projects.projects();
    }

    /** None while two charters bear one version. */
    Charters openCharters() {
        return conflicts.contains(TerritoryDocument.CHARTER) ? Charters.NONE : charters;
    }

    /** The newest signed version, open or not; null when there is none. */
    SignedCharter charter() {
        return charters.newest().orElse(null);
    }
}
