package eu.bocage.connector.member;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bocage.connector.storage.Database;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberTokensTest {

    private static final Instant START = Instant.parse("2026-11-24T17:00:00Z");
    private static final Did PROVIDER = Did.of(URI.create("http://127.0.0.1:9101"));
    private static final Did RESEARCHER = Did.of(URI.create("http://127.0.0.1:9103"));

    @TempDir
    Path folder;

    private final NodeKeys providerKeys = NodeKeys.fresh();
    private final NodeKeys researcherKeys = NodeKeys.fresh();
    private Instant now = START;
    private Standing researcher = standing(researcherKeys);
    private Database database;

    @BeforeEach
    void openDatabase() {
        database = Database.openFile(folder);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void acceptsAMembersTokenOnce() {
        MemberTokens provider = provider();
        String token = researcherTokens(researcherKeys).sign(PROVIDER);
        assertThat(provider.check(token, PROVIDER)).isInstanceOfSatisfying(TokenCheck.Accepted.class,
            accepted -> assertThat(accepted.member().did()).isEqualTo(RESEARCHER));
        assertThat(provider.check(token, PROVIDER)).isEqualTo(new TokenCheck.Refused(Refusal.REPLAYED));
    }

    @Test
    void remembersUsedTokensAcrossARestart() {
        String token = researcherTokens(researcherKeys).sign(PROVIDER);
        assertThat(provider().check(token, PROVIDER)).isInstanceOf(TokenCheck.Accepted.class);
        database.close();
        database = Database.openFile(folder);
        assertThat(provider().check(token, PROVIDER)).isEqualTo(new TokenCheck.Refused(Refusal.REPLAYED));
    }

    @Test
    void acceptsOneOfManyConcurrentUsesOfTheSameToken() throws Exception {
        MemberTokens provider = provider();
        for (int round = 0; round < 20; round++) {
            String token = researcherTokens(researcherKeys).sign(PROVIDER);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<TokenCheck>> uses = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    uses.add(() -> provider.check(token, PROVIDER));
                }
                int accepted = 0;
                for (Future<TokenCheck> use : threads.invokeAll(uses)) {
                    accepted += use.get() instanceof TokenCheck.Accepted ? 1 : 0;
                }
                assertThat(accepted).isEqualTo(1);
            }
        }
    }

    @Test
    void remembersUsedTokensWhileItsClockIsSetAheadAndBack() {
        MemberTokens provider = provider();
        String token = researcherTokens(researcherKeys).sign(PROVIDER);
        assertThat(provider.check(token, PROVIDER)).isInstanceOf(TokenCheck.Accepted.class);
        now = START.plusSeconds(UsedTokens.MARGIN_SECONDS);
        assertThat(provider.check(researcherTokens(researcherKeys).sign(PROVIDER), PROVIDER))
            .isInstanceOf(TokenCheck.Accepted.class);
        now = START;
        assertThat(provider.check(token, PROVIDER)).isEqualTo(new TokenCheck.Refused(Refusal.REPLAYED));
    }

    @Test
    void forgetsWhatIsOfNoUseAlsoAfterItsClockWasSetBackADay() {
        MemberTokens provider = provider();
        now = START.plus(Duration.ofDays(1));
        provider.check(researcherTokens(researcherKeys).sign(PROVIDER), PROVIDER);
        now = START;
        provider.check(researcherTokens(researcherKeys).sign(PROVIDER), PROVIDER);
        assertThat(remembered()).isEqualTo(2);
        now = START.plusSeconds(UsedTokens.MARGIN_SECONDS).plus(Duration.ofMinutes(2));
        provider.check(researcherTokens(researcherKeys).sign(PROVIDER), PROVIDER);
        assertThat(remembered()).isEqualTo(2);
    }

    private int remembered() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM member_used_token")
            .mapTo(Integer.class).one());
    }

    @Test
    void refusesATokenMeantForAnother() {
        String token = researcherTokens(researcherKeys).sign(new Did("did:web:elsewhere.example"));
        assertRefused(token, Refusal.WRONG_AUDIENCE);
    }

    @Test
    void refusesATokenOnceItsMinuteAndTheSkewArePast() {
        String token = researcherTokens(researcherKeys).sign(PROVIDER);
        now = START.plus(MemberTokens.LIFETIME).plus(MemberTokens.SKEW);
        assertRefused(token, Refusal.EXPIRED);
        now = now.minusSeconds(1);
        assertThat(provider().check(token, PROVIDER)).isInstanceOf(TokenCheck.Accepted.class);
    }

    @Test
    void refusesATokenFromAClockThatIsTooFarAhead() {
        now = START.plus(MemberTokens.SKEW).plusSeconds(1);
        String token = researcherTokens(researcherKeys).sign(PROVIDER);
        now = START;
        assertRefused(token, Refusal.NOT_YET_VALID);
        now = START.plusSeconds(1);
        assertThat(provider().check(token, PROVIDER)).isInstanceOf(TokenCheck.Accepted.class);
    }

    @Test
    void refusesATokenThatLivesLongerThanAMinute() {
        assertRefused(forge("EdDSA", "bocage-member+jwt", RESEARCHER, 61), Refusal.TOO_LONG_LIVED);
        assertThat(provider().check(forge("EdDSA", "bocage-member+jwt", RESEARCHER, 60), PROVIDER))
            .isInstanceOf(TokenCheck.Accepted.class);
    }

    @Test
    void refusesAnotherAlgorithmTypeOrKeyName() {
        assertRefused(forge("none", "bocage-member+jwt", RESEARCHER, 30), Refusal.MALFORMED);
        assertRefused(forge("EdDSA", "JWT", RESEARCHER, 30), Refusal.MALFORMED);
        assertRefused(forge("EdDSA", "bocage-member+jwt", PROVIDER, 30), Refusal.MALFORMED);
    }

    @Test
    void refusesATokenSignedWithAKeyThatIsNotTheRegisteredOne() {
        assertRefused(researcherTokens(NodeKeys.fresh()).sign(PROVIDER), Refusal.BAD_SIGNATURE);
    }

    @Test
    void refusesUnknownAndSuspendedMembers() {
        researcher = new Standing.Refused(Refusal.SUSPENDED);
        assertRefused(researcherTokens(researcherKeys).sign(PROVIDER), Refusal.SUSPENDED);
        researcher = new Standing.Refused(Refusal.UNKNOWN_MEMBER);
        assertRefused(researcherTokens(researcherKeys).sign(PROVIDER), Refusal.UNKNOWN_MEMBER);
    }

    @Test
    void refusesATokenWithAnyCharacterChanged() {
        MemberTokens provider = provider();
        String token = researcherTokens(researcherKeys).sign(PROVIDER);
        for (int i = 0; i < token.length(); i++) {
            for (char other : new char[] {'A', 'b', '.', '=', '\u00e9'}) {
                if (token.charAt(i) != other) {
                    String changed = token.substring(0, i) + other + token.substring(i + 1);
                    assertThat(provider.check(changed, PROVIDER)).isInstanceOf(TokenCheck.Refused.class);
                }
            }
        }
        assertThat(provider.check(token, PROVIDER)).isInstanceOf(TokenCheck.Accepted.class);
    }

    @Test
    void refusesWhatIsNoToken() {
        for (String text : List.of("", ".", "..", "a.b.c", "....", "Bearer x.y.z", "e30.e30.e30", "x".repeat(5000))) {
            assertRefused(text, Refusal.MALFORMED);
        }
    }

    private void assertRefused(String token, Refusal reason) {
        assertThat(provider().check(token, PROVIDER)).isEqualTo(new TokenCheck.Refused(reason));
    }

    private MemberTokens provider() {
        return new MemberTokens(PROVIDER, providerKeys, new OneMember(), database, () -> now);
    }

    private MemberTokens researcherTokens(NodeKeys keys) {
        return new MemberTokens(RESEARCHER, keys, new OneMember(), database, () -> now);
    }

    private String forge(String algorithm, String type, Did kid, long lifetime) {
        String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid + "#signing\",\"typ\":\"" + type + "\"}";
        String claims = "{\"aud\":\"" + PROVIDER + "\",\"exp\":" + (now.getEpochSecond() + lifetime) + ",\"iat\":"
            + now.getEpochSecond() + ",\"iss\":\"" + RESEARCHER + "\",\"jti\":\"AAAAAAAAAAAAAAAAAAAAAA\"}";
        String signed = encode(header.getBytes(StandardCharsets.UTF_8)) + "."
            + encode(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + encode(researcherKeys.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Standing standing(NodeKeys keys) {
        Profile profile = new Profile(URI.create("http://127.0.0.1:9103"), keys.verificationKey(),
            keys.encryptionKey(), "University", "000000018", "FR", "FR");
        return new Standing.Active(new Member(
            Adherence.sign(profile, "sha-256:" + "0".repeat(64), keys), Set.of("consumer"), Set.of(), "research",
            Member.Status.ACTIVE));
    }

    private final class OneMember implements Members {
        @Override
        public Standing standing(Did did) {
            return did.equals(RESEARCHER) ? researcher : new Standing.Refused(Refusal.UNKNOWN_MEMBER);
        }

        @Override
        public List<Member> all() {
            return researcher instanceof Standing.Active(Member member) ? List.of(member) : List.of();
        }
    }
}
