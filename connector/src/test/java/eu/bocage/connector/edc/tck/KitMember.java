package eu.bocage.connector.edc.tck;

import eu.bocage.connector.member.Adherence;
import eu.bocage.connector.member.Did;
import eu.bocage.connector.member.Member;
import eu.bocage.connector.member.Members;
import eu.bocage.connector.member.NodeKeys;
import eu.bocage.connector.member.Profile;
import eu.bocage.connector.member.Refusal;
import eu.bocage.connector.member.Standing;
import eu.bocage.connector.member.TokenCheck;
import eu.bocage.connector.member.TokenChecker;
import eu.bocage.connector.member.TokenSigner;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * A territory in which the kit is the one other member. The kit signs no tokens and looks at none, so whoever calls is
 * the kit.
 */
record KitMember(Member member) implements Members, TokenSigner, TokenChecker {

    /** How the kit calls itself, which is no DID. */
    static final String NAME = "TCK_PARTICIPANT";

    /** @param address where the kit listens */
    static KitMember at(URI address) {
        NodeKeys keys = NodeKeys.fresh();
        Profile profile = new Profile(address, keys.verificationKey(), keys.encryptionKey(), "Test kit", "000000018",
            "FR", "FR");
        return new KitMember(new Member(Adherence.sign(profile, "sha-256:" + "0".repeat(64), keys), Set.of(),
            Set.of(), "tests", Member.Status.ACTIVE));
    }

    Did did() {
        return member.did();
    }

    @Override
    public Standing standing(Did did) {
        return did.equals(member.did())
            ? new Standing.Active(member)
            : new Standing.Refused(Refusal.UNKNOWN_MEMBER);
    }

    @Override
    public List<Member> all() {
        return List.of(member);
    }

    @Override
    public String sign(Did audience) {
        return "of-no-meaning";
    }

    @Override
    public TokenCheck check(String token, Did self) {
        return new TokenCheck.Accepted(member);
    }
}
