package eu.bocage.connector.member;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bocage.connector.storage.Database;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The tokens by which members know one another: compact JWS (RFC 7515) signed with Ed25519 (RFC 8037), of one exact
 * form, so that there is no algorithm to choose, no key to fetch and no claim to ignore.
 *
 * <p>An accepted token proves that an active member of the current register made it with its registered key, for this
 * node, at most a minute ago, and that this node accepts it this once. Signed are bytes that begin with the letters
 * {@code eyJ}, and no document {@link Tag} does, so a token is never mistaken for a signed document.
 *
 * <p>The sender is looked up before the signature is checked, and only a token with a good signature is remembered:
 * strangers cannot fill the database. Clocks may differ by {@link #SKEW}. Thread-safe.
 */
public final class MemberTokens implements TokenSigner, TokenChecker {

    /** How long our own tokens live. */
    static final Duration LIFETIME = Duration.ofSeconds(30);
    /** How long anybody's tokens may live. */
    static final Duration MAX_LIFETIME = Duration.ofSeconds(60);
    /** How far the clocks of two members may differ. */
    static final Duration SKEW = Duration.ofSeconds(5);

    private static final int MAX_LENGTH = 2048;
    private static final String TYPE = "bocage-member+jwt";
    private static final String KEY = "signing";

    private final Did self;
    private final NodeKeys keys;
    private final Members members;
    private final UsedTokens used;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public MemberTokens(Did self, NodeKeys keys, Members members, Database database, InstantSource clock) {
        this.self = self;
        this.keys = keys;
        this.members = members;
        this.used = new UsedTokens(database);
        this.clock = clock;
    }

    @Override
    public String sign(Did audience) {
        long now = clock.instant().getEpochSecond();
        byte[] jti = new byte[16];
        random.nextBytes(jti);
        ObjectNode header = Json.object().put("alg", "EdDSA").put("kid", self.key(KEY)).put("typ", TYPE);
        ObjectNode claims = Json.object().put("iss", self.text()).put("aud", audience.text())
            .put("iat", now).put("exp", now + LIFETIME.toSeconds()).put("jti", Base64Url.encode(jti));
        String signed = Base64Url.encode(Json.canonical(header)) + "." + Base64Url.encode(Json.canonical(claims));
        return signed + "." + Base64Url.encode(keys.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public TokenCheck check(String token, Did self) {
        Instant now = clock.instant();
        return switch (parse(token)) {
            case Opened.Refused<Token> malformed -> new TokenCheck.Refused(Refusal.MALFORMED);
            case Opened.Valid<Token>(Token read) -> {
                Refusal untimely = untimely(read, self, now);
                yield untimely != null ? new TokenCheck.Refused(untimely) : check(read, now);
            }
        };
    }

    private TokenCheck check(Token token, Instant now) {
        return switch (members.standing(token.issuer())) {
            case Standing.Refused(Refusal reason) -> new TokenCheck.Refused(reason);
            case Standing.Active(Member member) -> {
                if (!member.verificationKey().verifies(token.signed(), token.signature())) {
                    yield new TokenCheck.Refused(Refusal.BAD_SIGNATURE);
                }
                Instant forgetAt = token.expires().plus(SKEW).plusSeconds(1);
                yield used.use(token.issuer(), token.jti(), forgetAt, now)
                    ? new TokenCheck.Accepted(member) : new TokenCheck.Refused(Refusal.REPLAYED);
            }
        };
    }

    private static Refusal untimely(Token token, Did self, Instant now) {
        if (!token.audience().equals(self)) {
            return Refusal.WRONG_AUDIENCE;
        }
        if (token.issued().isAfter(now.plus(SKEW))) {
            return Refusal.NOT_YET_VALID;
        }
        if (!token.expires().isAfter(now.minus(SKEW))) {
            return Refusal.EXPIRED;
        }
        boolean lifetime = token.expires().isAfter(token.issued())
            && !token.expires().isAfter(token.issued().plus(MAX_LIFETIME));
        return lifetime ? null : Refusal.TOO_LONG_LIVED;
    }

    private static Opened<Token> parse(String token) {
        return new Opened.Valid<>(token).read(text -> {
            String[] parts = text.length() > MAX_LENGTH ? new String[0] : text.split("\\.", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("not three parts");
            }
            String kid = Fields.read(Json.parse(Base64Url.decode(parts[0])), header -> {
                if (!header.text("alg").equals("EdDSA") || !header.text("typ").equals(TYPE)) {
                    throw new IllegalArgumentException("another kind of token");
                }
                return header.text("kid");
            });
            byte[] signed = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
            byte[] signature = Base64Url.decode(parts[2], 64);
            return Fields.read(Json.parse(Base64Url.decode(parts[1])), claims -> {
                Token read = new Token(new Did(claims.text("iss")), new Did(claims.text("aud")), claims.second("iat"),
                    claims.second("exp"), claims.text("jti"), signed, signature);
                Base64Url.decode(read.jti(), 16);
                if (!kid.equals(read.issuer().key(KEY))) {
                    throw new IllegalArgumentException("kid is not the issuer's key");
                }
                return read;
            });
        });
    }

    private record Token(Did issuer, Did audience, Instant issued, Instant expires, String jti, byte[] signed,
                         byte[] signature) {
    }
}
