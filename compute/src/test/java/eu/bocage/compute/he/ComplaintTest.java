package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts and answers as somebody corrupt writes them: among five holders, 2 complains and 3 answers. */
class ComplaintTest {

    private static final int HOLDERS = 5;

    private final Manifest manifest = new Manifest("epoch", new Parameters(Parameters.Declared.of(3, HOLDERS, 60, 64),
        Hall.CANDIDATES), IntStream.rangeClosed(1, HOLDERS).mapToObj(i -> new Member("holder-" + i, "signs", "opens"))
        .toList(), "charter", "2026-12-31");

    private static Message message(int sender, String kind, Map<String, String> fields, byte[] payload) {
        return Message.of(bytes -> new byte[64], "holder-" + sender, kind, fields, payload);
    }

    private static Message complaint(int sender, String accused) {
        return message(sender, CeremonyPhase.COMPLAINT, Map.of("accused", accused), new byte[0]);
    }

    private static void names(Fault fault, String culprit, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.fault()).isEqualTo(fault);
            assertThat(refusal.culprit()).isEqualTo(culprit);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"3,3", "3,3,3,3", "3,1", "1,3,3", "1,3,4,5,5", "1,3,4,5,6", "1,3,4,5,", "3,", ",3", "03",
        "3, 4", "-3", "٣", "1,2", "2", "6", "100", ""})
    void namesWhoListsHoldersTwiceOrOutOfOrderOrThatAreNone(String accused) {
        names(Fault.MALFORMED, "holder-2", () -> Complaint.read(complaint(2, accused), manifest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5", "1,3", "3,4,5", "1,3,4,5"})
    void readsOtherHoldersEachAboveTheOneBefore(String accused) {
        assertThat(Complaint.read(complaint(2, accused), manifest)).allMatch(one -> one.accuser() == 2)
            .extracting(one -> "" + one.accused()).containsExactly(accused.split(","));
    }

    @Provide
    Arbitrary<String> lists() {
        return Arbitraries.oneOf(Arbitraries.strings().withChars("0123456,").ofMaxLength(12),
            Arbitraries.integers().between(0, HOLDERS + 1).list().ofMaxSize(2 * HOLDERS)
                .map(points -> points.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }

    /** Whatever is written, it asks an honest holder for one share of each other holder at most. */
    @Property(tries = 2000)
    void readsNothingThatAsksForMoreThanOneAnswerOfAHolder(@ForAll("lists") String accused) {
        List<Complaint> complaints;
        try {
            complaints = Complaint.read(complaint(2, accused), manifest);
        } catch (Refusal refusal) {
            names(Fault.MALFORMED, "holder-2", () -> {
                throw refusal;
            });
            return;
        }
        assertThat(complaints).hasSizeBetween(1, HOLDERS - 1).doesNotHaveDuplicates()
            .noneMatch(one -> one.accused() == 2);
        assertThat(complaints.stream().map(one -> "" + one.accused()).collect(Collectors.joining(",")))
            .isEqualTo(accused);
    }

    @Test
    void namesWhoLeavesFieldsOutOfAVerdictOrAddsBytesToIt() {
        Dealt dealt = new Dealt(manifest, CommonReference.of(new byte[32]), List.of(), Spectrum.zero(), "k", "d");
        Map<String, String> right = Map.of("key", "k", "dealings", "d");
        assertThat(dealt.complaints(List.of(message(2, "confirmed", right, new byte[0])))).isEmpty();
        for (Message wrong : List.of(message(2, "confirmed", right, new byte[1]),
            message(2, "confirmed", Map.of("key", "k"), new byte[0]),
            message(2, "confirmed", Map.of("dealings", "d"), new byte[0]),
            message(2, "complaint", Map.of("accused", "3"), new byte[1]),
            message(2, "complaint", right, new byte[0]))) {
            names(Fault.MALFORMED, "holder-2", () -> dealt.complaints(List.of(wrong)));
        }
    }

    /** What 3 answers where some complain of it, judged by whoever heard the same. */
    private final class Dispute {

        private final CommonReference common = CommonReference.of(RingTest.fresh());
        private final Dealing dealing = new Dealing(common, 3, RingTest.fresh());
        private final DealingRound round = new DealingRound(manifest, common, new byte[32]);
        private final List<Complaint> complaints = new ArrayList<>();
        private Heard heard = Heard.nothing(manifest);

        Dispute(List<Integer> accusers) {
            for (int accuser : accusers) {
                Message verdict = complaint(accuser, "3");
                heard = heard.with(verdict);
                complaints.addAll(Complaint.read(verdict, manifest));
            }
        }

        byte[] answer() {
            return Complaint.answer(complaints, 3, dealing);
        }

        byte[] entry(int point, int share) {
            return new ByteWriter().number(point).bytes(dealing.share(share).toBytes()).toBytes();
        }

        void judge(Map<String, String> fields, byte[] payload) {
            Complaint.judge(complaints, heard.with(message(3, "answer", fields, payload)), round,
                Collections.nCopies(HOLDERS, dealing.shown()));
        }

        void judge(byte[] payload) {
            judge(Map.of("heard", heard.transcript(CeremonyPhase.VERDICT)), payload);
        }
    }

    @Test
    void takesTheAnswerOfAnHonestHolderWhoeverComplains() {
        for (List<Integer> accusers : List.of(List.of(1), List.of(5), List.of(2, 4), List.of(1, 2, 4, 5))) {
            Dispute dispute = new Dispute(accusers);
            assertThat(dispute.answer()).hasSizeLessThan(DealingRound.mostBytes(manifest.parameters()));
            names(Fault.DISPUTED_SHARE, "", () -> dispute.judge(dispute.answer()));
            names(Fault.CONTRADICTION, "", () -> dispute.judge(Map.of("heard", "other verdicts"), new byte[0]));
            names(Fault.MALFORMED, "holder-3", () -> dispute.judge(Map.of(), dispute.answer()));
        }
    }

    @Test
    void namesWhoAnswersAnythingButOneShareForEachComplaintInTheirOrder() {
        Dispute dispute = new Dispute(List.of(1, 4));
        byte[] first = dispute.entry(1, 1);
        byte[] second = dispute.entry(4, 4);
        assertThat(new ByteWriter().raw(first).raw(second).toBytes()).isEqualTo(dispute.answer());
        for (byte[][] wrong : new byte[][][] {{}, {first}, {second}, {second, first}, {first, first, second},
            {first, second, second}, {first, dispute.entry(4, 1)}, {dispute.entry(1, 4), first, second},
            {first, second, {0}}, {first, Hall.flipped(second, 5000)}}) {
            ByteWriter out = new ByteWriter();
            for (byte[] part : wrong) {
                out.raw(part);
            }
            names(Fault.FALSE_SHARE, "holder-3", () -> dispute.judge(out.toBytes()));
        }
    }
}
