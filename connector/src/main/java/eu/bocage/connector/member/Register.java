package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The member register: one numbered state of who belongs to the territory. Immutable.
 *
 * @param version 1 or more, higher at each change and each renewal
 * @param issued  when the trust anchor signed it
 * @param expires when it stops being good, after {@code issued} and at most {@link #MAX_LIFETIME} later
 * @param members ordered by DID, each DID and each verification key once
 */
record Register(long version, Instant issued, Instant expires, List<Member> members) {

    static final Duration MAX_LIFETIME = Duration.ofDays(31);

    /** @throws IllegalArgumentException naming what does not hold */
    Register {
        members = List.copyOf(members);
        if (version < 1) {
            throw new IllegalArgumentException("the version is less than 1");
        }
        if (!expires.isAfter(issued) || expires.isAfter(issued.plus(MAX_LIFETIME))) {
            throw new IllegalArgumentException("the register does not expire within 31 days of its issue");
        }
        Set<VerificationKey> keys = new HashSet<>();
        Did last = null;
        for (Member member : members) {
            if (last != null && last.compareTo(member.did()) >= 0) {
                throw new IllegalArgumentException("the members are not in the order of their DIDs");
            }
            if (!keys.add(member.verificationKey())) {
                throw new IllegalArgumentException(member.did() + " has the key of another member");
            }
            last = member.did();
        }
    }

    Optional<Member> member(Did did) {
        return members.stream().filter(member -> member.did().equals(did)).findFirst();
    }

    /** The members with one put in, in place of the former one of its DID. */
    static List<Member> with(Collection<Member> members, Member member) {
        TreeMap<Did, Member> all = new TreeMap<>();
        members.forEach(each -> all.put(each.did(), each));
        all.put(member.did(), member);
        return List.copyOf(all.values());
    }

    ObjectNode json() {
        ObjectNode object = Json.object().put("version", version)
            .put("issued", issued.toString()).put("expires", expires.toString());
        ArrayNode array = object.putArray("members");
        members.forEach(member -> array.add(member.json()));
        return object;
    }

    static Register of(ObjectNode object) {
        return Fields.read(object, fields -> new Register(fields.number("version"), fields.instant("issued"),
            fields.instant("expires"), fields.objects("members").stream().map(Member::of).toList()));
    }
}
