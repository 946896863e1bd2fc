package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nobody is named for what others can bring about; who keeps silent is shown. */
class CeremonyBlameTest {

    private static void assertUnnamed(Hall hall, Fault fault, int... points) {
        for (int point : points) {
            Refusal refusal = hall.states.get(point).failure().orElseThrow();
            assertThat(refusal.fault()).as("holder %d", point).isEqualTo(fault);
            assertThat(refusal.culprit()).as("holder %d", point).isEmpty();
            assertThat(hall.states.get(point).silent()).isEmpty();
            assertThat(hall.states.get(point).key()).isEmpty();
        }
    }

    /** Holder 1 seals rubbish, which is complained of rightly, and shows the right share when it is asked. */
    @Test
    void aDealerCannotHaveNamedWhoComplainsOfTheRubbishThatItSealed() {
        Hall hall = new Hall(2, 3);
        hall.sealsWrongly = true;
        hall.run(UnaryOperator.identity());
        assertThat(hall.said).containsKeys("holder-2complaint", "holder-3complaint", "holder-1answer");
        assertUnnamed(hall, Fault.DISPUTED_SHARE, 1, 2, 3);
    }

    /** The same messages but for one: what was sealed cannot be told from outside. */
    @Test
    void namesNobodyWhereTheDisputedShareIsRight() {
        Hall hall = new Hall(2, 3);
        hall.run(message -> message.kind().equals("confirmed") && message.sender().equals("holder-1")
            ? hall.complain(message, "2") : message);
        assertUnnamed(hall, Fault.DISPUTED_SHARE, 2, 3);
    }

    /** A right answer of 2 does not end the ceremony before the wrong one of 1. */
    @Test
    void aRightAnswerDoesNotCoverAWrongOne() {
        Hall hall = new Hall(2, 3);
        hall.sealsWrongly = true;
        Message[] held = new Message[1];
        hall.deliver = (to, message) -> {
            if (message.kind().equals("answer") && message.sender().equals("holder-1")) {
                held[0] = message;
                return null;
            }
            return message;
        };
        hall.run(message -> message.kind().equals("complaint") && message.sender().equals("holder-3")
            ? hall.complain(message, "1,2") : message);
        KeyCeremony second = hall.states.get(2);
        assertThat(hall.said).containsKey("holder-2answer");
        assertThat(second.failure()).isEmpty();
        assertThat(second.round()).isEqualTo("answer");
        assertThat(second.silent()).containsExactly("holder-1");
        KeyCeremony right = second.receive(held[0], hall.office(2)).state();
        assertThat(right.failure().map(Refusal::fault)).contains(Fault.DISPUTED_SHARE);
        Message wrong = hall.resign(held[0], Map.of(), new byte[0]);
        KeyCeremony ended = second.receive(wrong, hall.office(2)).state();
        assertThat(ended.failure().map(Refusal::fault)).contains(Fault.FALSE_SHARE);
        assertThat(ended.failure().map(Refusal::culprit)).contains("holder-1");
    }

    /**
     * 1 and 2 are corrupt: to 3 only 1 complains of 3, to 4 and 5 only 2 does. The answer of 3 is to the complaint that
     * it heard, and has nothing for 2.
     */
    @Test
    void twoWhoTellDifferentVerdictsCannotHaveAnHonestDealerNamed() {
        Hall hall = new Hall(3, 5);
        hall.deliver = (to, message) -> {
            String accuser = to == 3 ? "holder-1" : "holder-2";
            return message.kind().equals("confirmed") && message.sender().equals(accuser)
                ? hall.complain(message, "3") : message;
        };
        hall.run(UnaryOperator.identity());
        assertThat(hall.said).containsKey("holder-3answer");
        assertUnnamed(hall, Fault.CONTRADICTION, 4, 5);
        assertUnnamed(hall, Fault.DISPUTED_SHARE, 3);
    }

    /** Four times in one verdict: 3 would answer each, and so leave no place for the share that 2 asks for. */
    @Test
    void twoWhoComplainTimeAndAgainCannotHaveAnHonestDealerNamed() {
        Hall hall = new Hall(3, 5);
        hall.run(message -> switch (message.sender() + message.kind()) {
            case "holder-1confirmed" -> hall.complain(message, "3,3,3,3");
            case "holder-2confirmed" -> hall.complain(message, "3");
            default -> message;
        });
        assertThat(hall.said).doesNotContainKey("holder-3answer");
        for (int honest : new int[] {3, 4, 5}) {
            Refusal refusal = hall.states.get(honest).failure().orElseThrow();
            assertThat(refusal.fault()).as("holder %d", honest).isEqualTo(Fault.MALFORMED);
            assertThat(refusal.culprit()).as("holder %d", honest).isEqualTo("holder-1");
        }
    }

    @Test
    void namesNobodyForAMessageOfAnotherManifest() {
        List<Party> parties = Hall.parties(3);
        List<byte[]> roots = Hall.roots(3);
        Hall one = new Hall("one", parties, roots, 2, Hall.CANDIDATES);
        Hall two = new Hall("two", parties, roots, 2, Hall.CANDIDATES);
        Message replayed = two.outbox.stream().filter(message -> message.sender().equals("holder-1")).findFirst()
            .orElseThrow();
        assertThatThrownBy(() -> one.states.get(2).receive(replayed, one.office(2))).isInstanceOf(Refusal.class)
            .satisfies(e -> assertThat(((Refusal) e).fault()).isEqualTo(Fault.WRONG_KEY))
            .satisfies(e -> assertThat(((Refusal) e).culprit()).isEmpty());
    }

    /** It has seen the coin and sends no dealing: nothing is signed, but who is missing, and in which round, shows. */
    @Test
    void showsWhoKeepsSilentAndInWhichRound() {
        Hall hall = new Hall(2, 3);
        assertThat(hall.states.get(2).round()).isEqualTo("seed-commitment");
        assertThat(hall.states.get(2).silent()).containsExactly("holder-1", "holder-3");
        Message[] held = new Message[1];
        hall.deliver = (to, message) -> {
            if (message.kind().equals("dealing") && message.sender().equals("holder-1")) {
                held[0] = message;
                return null;
            }
            return message;
        };
        hall.run(UnaryOperator.identity());
        for (int point : new int[] {2, 3}) {
            assertThat(hall.states.get(point).failure()).isEmpty();
            assertThat(hall.states.get(point).round()).isEqualTo("dealing");
            assertThat(hall.states.get(point).silent()).containsExactly("holder-1");
        }
        hall.deliver = (to, message) -> message;
        hall.outbox.add(held[0]);
        hall.run(UnaryOperator.identity());
        assertThat(hall.states.get(2).silent()).isEmpty();
        assertThat(hall.states.get(2).round()).isEmpty();
        assertThat(hall.keys()).hasSize(3);
    }
}
