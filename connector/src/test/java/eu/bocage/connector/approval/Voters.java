package eu.bocage.connector.approval;

import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Members in colleges, with their keys: the first one asks, the others vote. */
final class Voters {

    static final String CHARTER = "sha-256:" + "a".repeat(64);
    static final Instant OPENED = Instant.parse("2026-11-24T17:00:00Z");

    final List<Member> members = new ArrayList<>();
    private final Map<Did, NodeKeys> keys = new HashMap<>();
    final Request request;

    Voters(String... colleges) {
        add("research");
        for (String college : colleges) {
            add(college);
        }
        Member requester = members.getFirst();
        request = Request.sign(new Request.Matter(new Did("did:web:127.0.0.1%3A9100"), "energy", "climate"), CHARTER,
            "Plan climat", OPENED, requester.did(), keys.get(requester.did()));
    }

    private void add(String college) {
        add(college, members.size());
    }

    /** @param unit the legal unit that it is */
    void add(String college, int unit) {
        NodeKeys own = NodeKeys.fresh();
        Profile profile = new Profile(URI.create("http://127.0.0.1:" + (9200 + members.size())),
            own.verificationKey(), own.encryptionKey(), "Member " + members.size(), "unit-" + unit, "BE",
            "BE");
        members.add(new Member(Adherence.sign(profile, CHARTER, own), Set.of(), Set.of(), college,
            Member.Status.ACTIVE));
        keys.put(profile.did(), own);
    }

    NodeKeys keys(int member) {
        return keys.get(members.get(member).did());
    }

    Vote vote(int member, boolean yes) {
        return vote(member, yes, OPENED.plusSeconds(60));
    }

    Vote vote(int member, boolean yes, Instant at) {
        return Vote.sign(request.id(), yes, yes ? "" : "Trop fin", at, members.get(member).did(), keys(member));
    }

    void suspend(int member) {
        Member former = members.get(member);
        members.set(member, new Member(former.adherence(), former.roles(), former.labels(), former.college(),
            Member.Status.SUSPENDED));
    }
}
