package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCeremonyTest {

    @Test
    void makesOneKeyThatAnySetOfHoldersHoldsTogether() {
        Hall hall = new Hall(3, 5);
        hall.run(UnaryOperator.identity());
        List<HolderKey> keys = hall.keys();
        CollectiveKey key = keys.getFirst().key();
        key.check(Party::verify, Hall.CANDIDATES);
        assertThat(keys).allSatisfy(one -> assertThat(one.key().hash()).isEqualTo(key.hash()));
        Spectrum secret = secret(keys, new TreeSet<>(Set.of(1, 2, 3)));
        for (Set<Integer> set : List.of(Set.of(1, 2, 5), Set.of(3, 4, 5), Set.of(1, 4, 5))) {
            assertThat(secret(keys, new TreeSet<>(set))).isEqualTo(secret);
        }
        assertThat(secret.transform().isShort(5)).as("a sum of five ternary secrets").isTrue();
        assertThat(key.part().p().plus(key.part().a().times(secret)).transform().isShort(5 * 21)).isTrue();
        assertThat(secret(keys, new TreeSet<>(Set.of(1, 2)))).as("two of three shares").isNotEqualTo(secret);
        byte[] third = keys.get(2).toBytes();
        hall.states.get(3).destroy();
        assertThat(keys.get(2).toBytes()).as("a key outlives the ceremony").isEqualTo(third);
        KeyStock stock = KeyStock.parse(new KeyStock(List.of()).with(keys.getFirst()).toBytes());
        assertThat(stock.next()).isEqualTo(key.hash());
        assertThat(stock.key(key.hash()).same(keys.getFirst())).isTrue();
        refuses(Fault.KEY_USED, () -> stock.without(key.hash()).key(key.hash()));
        refuses(Fault.WRONG_KEY, () -> stock.without(key.hash()).next());
        byte[] once = keys.getFirst().toBytes();
        refuses(Fault.MALFORMED, () -> KeyStock.parse(new ByteWriter().number(2).bytes(once).bytes(once).toBytes()));
        HolderKey again = HolderKey.parse(keys.get(2).toBytes());
        assertThat(again.same(keys.get(2))).isTrue();
        again.destroy();
        assertThatThrownBy(again::toBytes).isInstanceOf(Refusal.class)
            .extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.KEY_DESTROYED);
        assertThatThrownBy(() -> key.check(Party::verify)).as("fewer candidates than a real key has")
            .isInstanceOf(Refusal.class);
    }

    /** Every state is written and read back before every message; what was sent is never sent otherwise. */
    @Test
    void resumesFromAnyCrashWithTheSameBytes() {
        Hall hall = new Hall(2, 3);
        hall.crashes = true;
        hall.run(UnaryOperator.identity());
        assertThat(hall.keys()).hasSize(3);
        assertThat(hall.said.values()).allSatisfy(versions -> assertThat(versions).hasSize(1));
    }

    @Test
    void blamesWhoRevealsAnotherSeedThanItPromised() {
        assertFails(Fault.FALSE_OPENING, (hall, message) -> message.kind().equals("seed")
            ? hall.resign(message, Map.of(), new byte[32]) : message);
    }

    @Test
    void blamesWhoOpensAnotherCandidateThanItCommittedTo() {
        assertFails(Fault.FALSE_OPENING, (hall, message) -> message.kind().equals("dealing")
            ? hall.resign(message, Map.of(), Hall.flipped(message.payload(), 32 + PublicDealing.bytes(2) + 5))
            : message);
    }

    /** As p* − Σp_i would be, chosen after the others' are known: it is not what was committed to. */
    @Test
    void blamesWhoShowsAKeyShareMadeToFitTheOthers() {
        assertFails(Fault.FALSE_OPENING, (hall, message) -> message.kind().equals("dealing")
            ? hall.resign(message, Map.of(), Hall.flipped(message.payload(), 32)) : message);
    }

    @Test
    void blamesTheDealerWhoseShareDoesNotFit() {
        Hall hall = new Hall(2, 3);
        hall.sealsWrongly = true;
        hall.run(message -> message.kind().equals("answer")
            ? hall.resign(message, Map.of(), Hall.flipped(message.payload(), 5000)) : message);
        assertBlamed(hall, Fault.FALSE_SHARE);
    }

    @Test
    void blamesTheHolderThatFailsTheClosingTest() {
        assertFails(Fault.FAILED_AUDIT, (hall, message) -> {
            if (!message.kind().equals("audit")) {
                return message;
            }
            long[] words = new ByteReader(message.payload()).polynomial().words().clone();
            words[Bfv.DEGREE] = RingPrime.at(1).add(words[Bfv.DEGREE], 1);
            return hall.resign(message, Map.of(), Polynomial.owning(words).toBytes());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "dealings"})
    void blamesWhoConfirmsAnotherKeyThanTheOthersSee(String field) {
        assertFails(Fault.CONTRADICTION, (hall, message) -> message.kind().equals("confirmed")
            ? hall.resign(message, Map.of(field, Statement.hash(new byte[1])), message.payload()) : message);
    }

    /** A right answer under the name of another key. */
    @Test
    void blamesWhoAnswersTheClosingTestForAnotherKey() {
        assertFails(Fault.FAILED_AUDIT, (hall, message) -> message.kind().equals("audit")
            ? hall.resign(message, Map.of("key", Statement.hash(new byte[1])), message.payload()) : message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "4", "2,9", "2,,3", "x", ""})
    void blamesWhoComplainsOfItselfOrOfNobody(String accused) {
        assertFails(Fault.MALFORMED, (hall, message) -> message.kind().equals("confirmed")
            ? hall.complain(message, accused) : message);
    }

    @Test
    void refusesAMessageLongerThanAnyDealing() {
        Hall hall = new Hall(2, 3);
        Message first = hall.outbox.stream().filter(one -> one.sender().equals("holder-1")).findFirst().orElseThrow();
        Message longer = hall.resign(first, Map.of(), new byte[32 * Hall.CANDIDATES + PublicDealing.bytes(2)
            + 3 * (Polynomial.BYTES + 1024) + 1]);
        KeyCeremony second = hall.states.get(2);
        refuses(Fault.MALFORMED, () -> second.receive(longer, hall.parties.get(1).office()));
        assertThat(second.receive(first, hall.parties.get(1).office()).state().failure()).isEmpty();
    }

    @Test
    void failsWhenOneHolderTellsTwoThings() {
        Hall hall = new Hall(2, 3);
        hall.deliver = (to, message) -> to == 2 && message.kind().equals("seed-commitment")
            && message.sender().equals("holder-1") ? hall.resign(message, Map.of("commitment", "00"), new byte[0])
            : message;
        hall.run(UnaryOperator.identity());
        assertThat(hall.states.get(2).failure().map(Refusal::fault)).contains(Fault.CONTRADICTION);
        assertThat(hall.states.get(3).failure().map(Refusal::fault)).contains(Fault.CONTRADICTION);
        assertThat(hall.states.get(3).key()).isEmpty();
    }

    @Test
    void refusesStrangersForgeriesContradictionsAndOtherManifests() {
        Hall hall = new Hall(2, 3);
        Message first = hall.outbox.stream().filter(one -> one.sender().equals("holder-1")).findFirst().orElseThrow();
        KeyCeremony second = hall.states.get(2);
        Office office = hall.parties.get(1).office();
        Message stranger = Message.of(new Party("x")::sign, "x", first.kind(), Map.of("manifest", "m"), new byte[0]);
        refuses(Fault.UNKNOWN_SENDER, () -> second.receive(stranger, office));
        Message forged = new Message(first.statement(), first.payload(), new byte[64]);
        refuses(Fault.BAD_SIGNATURE, () -> second.receive(forged, office));
        refuses(Fault.MALFORMED, () -> second.receive(new Message(first.statement(), new byte[1], first.signature()),
            office));
        refuses(Fault.WRONG_KEY, () -> second.receive(hall.resign(first, Map.of("manifest", "other"), new byte[0]),
            office));
        KeyCeremony heard = second.receive(first, office).state();
        assertThat(heard.receive(first, office).messages()).isEmpty();
        refuses(Fault.CONTRADICTION, () -> heard.receive(hall.resign(first, Map.of("commitment", "00"), new byte[0]),
            office));
    }

    private static void refuses(Fault fault, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(Refusal.class).extracting(e -> ((Refusal) e).fault()).isEqualTo(fault);
    }

    private interface Cheat {
        Message of(Hall hall, Message message);
    }

    /** Holder 1 cheats; both others name it. */
    private static void assertFails(Fault fault, Cheat cheat) {
        Hall hall = new Hall(2, 3);
        hall.run(message -> message.sender().equals("holder-1") ? cheat.of(hall, message) : message);
        assertBlamed(hall, fault);
    }

    private static void assertBlamed(Hall hall, Fault fault) {
        for (int other : new int[] {2, 3}) {
            Refusal refusal = hall.states.get(other).failure().orElseThrow();
            assertThat(refusal.fault()).isEqualTo(fault);
            assertThat(refusal.culprit()).isEqualTo("holder-1");
        }
    }

    private static Spectrum secret(List<HolderKey> keys, Set<Integer> set) {
        Spectrum sum = Spectrum.zero();
        for (int point : set) {
            byte[] bytes = keys.get(point - 1).toBytes();
            ByteReader share = new ByteReader(Arrays.copyOfRange(bytes, bytes.length - Polynomial.BYTES,
                bytes.length));
            sum = sum.plus(share.spectrum().times(HolderKey.lagrange(point, set)));
        }
        return sum;
    }
}
