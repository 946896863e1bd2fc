package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A key is used only with the confirmation of every holder, each of this very key. */
class CollectiveKeyTest {

    private final Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);

    private CollectiveKey with(int place, Message confirmation) {
        List<Message> confirmations = new ArrayList<>(joint.key.confirmations());
        confirmations.set(place, confirmation);
        return new CollectiveKey(joint.key.manifest(), joint.key.seed(), joint.key.part(), confirmations);
    }

    private Message signed(int place, String kind, Map<String, String> changed) {
        Party holder = joint.holders.get(place);
        TreeMap<String, String> fields = new TreeMap<>(Map.of("manifest", joint.key.manifest().hash(), "key",
            joint.key.hash()));
        fields.putAll(changed);
        return Message.of(holder::sign, holder.id(), kind, fields, new byte[0]);
    }

    private void refused(Fault fault, CollectiveKey key) {
        assertThatThrownBy(() -> key.check(Party::verify)).isInstanceOf(Refusal.class)
            .satisfies(e -> assertThat(((Refusal) e).fault()).isEqualTo(fault))
            .as("whoever made the list may have put it there").satisfies(e -> assertThat(((Refusal) e).culprit())
                .isEmpty());
    }

    @Test
    void holdsWithTheConfirmationOfEveryHolder() {
        assertThatCode(() -> joint.key.check(Party::verify)).doesNotThrowAnyException();
        for (int place = 0; place < 4; place++) {
            CollectiveKey again = with(place, signed(place, CollectiveKey.CONFIRMED, Map.of()));
            assertThatCode(() -> again.check(Party::verify)).doesNotThrowAnyException();
        }
        CollectiveKey read = CollectiveKey.parse(joint.key.toBytes());
        assertThat(read.hash()).isEqualTo(joint.key.hash());
        assertThatCode(() -> read.check(Party::verify)).doesNotThrowAnyException();
    }

    @Test
    void refusesAnyOneConfirmationThatIsNotOne() {
        for (int place = 0; place < 4; place++) {
            Message right = joint.key.confirmations().get(place);
            refused(Fault.BAD_SIGNATURE, with(place, new Message(right.statement(), right.payload(), new byte[64])));
            refused(Fault.BAD_SIGNATURE, with(place, joint.key.confirmations().get((place + 1) % 4)));
            refused(Fault.WRONG_KEY, with(place, signed(place, CeremonyPhase.COMPLAINT, Map.of())));
            refused(Fault.WRONG_KEY, with(place, signed(place, CollectiveKey.CONFIRMED, Map.of("key",
                Statement.hash(new byte[1])))));
            refused(Fault.WRONG_KEY, with(place, signed(place, CollectiveKey.CONFIRMED, Map.of("manifest",
                Statement.hash(new byte[1])))));
        }
    }

    /** A manifest whose list has a holder without a name or without a key is refused like any other wrong bytes. */
    @Test
    void refusesAManifestWithAMemberThatIsNone() {
        Statement right = joint.key.manifest().statement();
        for (String field : List.of("holder.1", "holder.4", "holder.2.signs")) {
            TreeMap<String, String> fields = new TreeMap<>(right.fields());
            fields.put(field, " ");
            byte[] wrong = new Statement(right.kind(), fields).bytes();
            assertThatThrownBy(() -> Manifests.read(wrong)).as(field).isInstanceOf(Refusal.class)
                .extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.MALFORMED);
        }
        assertThat(Manifests.read(right.bytes())).isEqualTo(joint.key.manifest());
    }

    @Test
    void refusesTooFewTooManyAndConfirmationsOfOtherResidues() {
        List<Message> all = joint.key.confirmations();
        List<Message> more = new ArrayList<>(all);
        more.add(all.getFirst());
        for (List<Message> wrong : List.of(List.<Message>of(), all.subList(0, 3), more)) {
            refused(Fault.WRONG_KEY, new CollectiveKey(joint.key.manifest(), joint.key.seed(), joint.key.part(),
                wrong));
        }
        Rlwe.PublicPart part = new Rlwe.PublicPart(joint.key.part().p().plus(joint.key.part().p()),
            joint.key.part().a());
        refused(Fault.WRONG_KEY, new CollectiveKey(joint.key.manifest(), joint.key.seed(), part, all));
        refused(Fault.WRONG_KEY, new CollectiveKey(joint.key.manifest(), RingTest.fresh(), joint.key.part(), all));
    }
}
