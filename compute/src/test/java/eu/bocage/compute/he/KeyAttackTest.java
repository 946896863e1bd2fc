package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dealers and hubs that cheat while the key is made. */
class KeyAttackTest {

    private final CommonReference common = CommonReference.of(RingTest.fresh());

    /** Shares that fit one base: x + a⁻¹·η for a short η. */
    @Test
    void aDealerThatInvertsAPassesOneBaseAndFailsTwo() {
        Dealing dealing = new Dealing(common, 3, RingTest.fresh());
        Spectrum right = dealing.share(4);
        int[] one = new int[Bfv.DEGREE];
        one[0] = 1;
        Spectrum wrong = right.plus(inverse(common.a()).times(Polynomial.small(one).transform()));
        PublicDealing shown = dealing.shown();
        long bound = PublicDealing.errorBound(4, 3);
        assertThat(common.a().times(wrong).minus(shown.onFirst(4)).transform().isShort(bound)).as("one base").isTrue();
        assertThat(shown.accepts(common, wrong, 4)).isFalse();
        Spectrum other = right.plus(inverse(common.a2()).times(Polynomial.small(one).transform()));
        assertThat(common.a2().times(other).minus(shown.onSecond(4)).transform().isShort(bound)).as("the other base")
            .isTrue();
        assertThat(shown.accepts(common, other, 4)).isFalse();
        assertThat(shown.accepts(common, right, 4)).isTrue();
        assertThat(shown.accepts(common, right, 3)).as("somebody else's share").isFalse();
        assertThat(PublicDealing.errorBound(5, 3)).isEqualTo(651);
    }

    private static Spectrum inverse(Spectrum a) {
        long[] words = a.words().clone();
        for (int i = 0; i < words.length; i++) {
            words[i] = RingPrime.at(i / Bfv.DEGREE).inverse(Math.max(1, words[i]));
        }
        return Spectrum.owning(words);
    }

    /** With a = 2^80, −p/2^80 rounds to s. */
    @Test
    void aHubThatChoosesAReadsTheSecretsOffThePublicKey() {
        BigInteger large = BigInteger.ONE.shiftLeft(80);
        long[] words = new long[Polynomial.WORDS];
        for (int row = 0; row < 4; row++) {
            words[row * Bfv.DEGREE] = large.mod(BigInteger.valueOf(Bfv.prime(row))).longValueExact();
        }
        Spectrum chosen = Polynomial.owning(words).transform();
        byte[] seed = RingTest.fresh();
        Dealing weak = new Dealing(new CommonReference(common.seed(), chosen, common.a2()), 2, seed);
        int[] secret = new Expansion(seed, "secret").ternary();
        assertThat(Weak.equal(read(weak.shown().p(), large), secret)).isEqualTo(Bfv.DEGREE);
        assertThat(Weak.equal(read(new Dealing(common, 2, seed).shown().p(), large), secret))
            .isLessThan(Bfv.DEGREE / 2);
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        CollectiveKey forged = new CollectiveKey(joint.key.manifest(), joint.key.seed(),
            new Rlwe.PublicPart(joint.key.part().p(), chosen), joint.key.confirmations());
        assertThat(CollectiveKey.parse(forged.toBytes()).part().a()).as("a is derived by whoever reads the key")
            .isEqualTo(joint.key.part().a());
    }

    private static int[] read(Spectrum p, BigInteger large) {
        Polynomial polynomial = p.transform();
        int[] found = new int[Bfv.DEGREE];
        for (int i = 0; i < found.length; i++) {
            found[i] = PlainScale.centred(polynomial, i).negate().add(large.shiftRight(1)).shiftRight(80).intValue();
        }
        return found;
    }

    /** p_j = p* − Σ p_i makes the key one that the attacker alone holds, unless it had to commit first. */
    @Test
    void aRogueKeyShareOwnsTheKeyOnlyWhereNobodyCommits() {
        List<Dealing> honest = List.of(new Dealing(common, 2, RingTest.fresh()), new Dealing(common, 2,
            RingTest.fresh()));
        byte[] seed = RingTest.fresh();
        Dealing own = new Dealing(common, 2, seed);
        Spectrum rogue = own.shown().p();
        for (Dealing dealing : honest) {
            rogue = rogue.minus(dealing.shown().p());
        }
        Spectrum key = rogue.plus(honest.get(0).shown().p()).plus(honest.get(1).shown().p());
        long[] message = Joint.SLOTS.getFirst().encode(new long[] {4, 5, 6});
        Ciphertext secret = Rlwe.encrypt(new Rlwe.PublicPart(key, common.a()), PlainModulus.FIRST, message,
            Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "test")));
        Polynomial phase = Polynomial.part(secret, 0).plus(Polynomial.part(secret, 1).transform().times(own.share(0))
            .transform());
        assertThat(Joint.SLOTS.getFirst().round(phase.words())).isEqualTo(message);
        PublicDealing shown = new PublicDealing(rogue, own.shown().first(), own.shown().second());
        Rogue attacker = new Rogue(new Joint(Parameters.Declared.of(2, 4, 60, 64), 2).key.manifest(), own, seed);
        assertThat(attacker.round.check(1, attacker.commitments(shown), attacker.message(shown)).shown())
            .as("who commits after having seen the others'").isEqualTo(shown);
        byte[] before = attacker.commitments(own.shown());
        assertThat(attacker.round.check(1, before, attacker.message(own.shown())).shown()).as("what was committed to")
            .isEqualTo(own.shown());
        assertThatThrownBy(() -> attacker.round.check(1, before, attacker.message(shown))).isInstanceOf(Refusal.class)
            .extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.FALSE_OPENING);
    }

    /** All 64 candidates honest but the one that will be used, whose public part is as the attacker likes. */
    private final class Rogue {

        private final DealingRound round;
        private final Dealing own;
        private final List<byte[]> seeds = new ArrayList<>();

        Rogue(Manifest manifest, Dealing own, byte[] seed) {
            this.round = new DealingRound(manifest, common, new byte[32]);
            this.own = own;
            for (int c = 0; c < Parameters.CANDIDATES; c++) {
                seeds.add(c == round.chosen(1) ? seed : RingTest.fresh());
            }
        }

        byte[] commitments(PublicDealing shown) {
            String manifest = round.manifest().hash();
            ByteWriter out = new ByteWriter();
            for (int c = 0; c < seeds.size(); c++) {
                Dealing dealing = new Dealing(common, 2, seeds.get(c));
                out.raw(HexFormat.of().parseHex(Dealing.commitment(manifest, common, 1, c, dealing.nonce(),
                    c == round.chosen(1) ? shown : dealing.shown())));
            }
            return out.toBytes();
        }

        byte[] message(PublicDealing shown) {
            ByteWriter out = new ByteWriter().raw(own.nonce()).raw(shown.toBytes());
            for (int c = 0; c < seeds.size(); c++) {
                if (c != round.chosen(1)) {
                    out.raw(seeds.get(c));
                }
            }
            return out.bytes(new byte[0]).bytes(new byte[0]).bytes(new byte[0]).toBytes();
        }
    }

    /**
     * χ² of the top byte of the words of t − 1 shares on 256 bins; the law has 255 degrees of freedom, and one of a
     * right sharing is above 420 with 3.4·10^-10 and below 140 with 4.6·10^-10; {@link ShareStatisticsTest} adds up the
     * false alarms. This finds bugs; it proves nothing.
     */
    @Test
    void sharesBelowTheThresholdLookUniform() {
        Dealing dealing = new Dealing(common, 3, RingTest.fresh());
        for (Spectrum view : List.of(dealing.share(1), dealing.share(5), dealing.share(2).plus(dealing.share(4)))) {
            long[] bins = new long[256];
            for (int i = 0; i < view.words().length; i++) {
                bins[(int) Math.floor(view.words()[i] * 256.0 / Bfv.prime(i / Bfv.DEGREE))]++;
            }
            double expected = view.words().length / 256.0;
            double statistic = 0;
            for (long bin : bins) {
                statistic += (bin - expected) * (bin - expected) / expected;
            }
            assertThat(statistic).isBetween(140.0, 420.0);
        }
    }

    @Test
    void smudgingIsUniformOnItsRangeAndTheSameForTheSameOpening() {
        byte[] seed = RingTest.fresh();
        assertThat(Smudging.draw(seed, 127)).isEqualTo(Smudging.draw(seed, 127));
        for (int bits : new int[] {64, 100, 127}) {
            Polynomial noise = Smudging.draw(RingTest.fresh(), bits);
            List<BigInteger> values = new ArrayList<>();
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < Bfv.DEGREE; i++) {
                values.add(PlainScale.centred(noise, i));
                sum = sum.add(values.getLast());
            }
            BigInteger bound = BigInteger.ONE.shiftLeft(bits);
            assertThat(Collections.max(values)).isLessThan(bound).isGreaterThan(bound.shiftRight(1));
            assertThat(Collections.min(values)).isGreaterThanOrEqualTo(bound.negate())
                .isLessThan(bound.shiftRight(1).negate());
            double mean = sum.doubleValue() / bound.doubleValue() / Bfv.DEGREE;
            assertThat(mean).as("six standard deviations").isBetween(-6 / Math.sqrt(3 * 8192), 6 / Math.sqrt(3 * 8192));
        }
    }
}
