package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Dealers whose dealing is not what it should be: an over-long secret, a sharing that does not hide. */
class DealerAttackTest {

    private static final int BITS = 80;

    private final CommonReference common = CommonReference.of(RingTest.fresh());

    /** A dealing with 2^80·s for s, everything else right. */
    private static final class Overlong {

        private final Spectrum more;
        private final Dealing honest;
        private final PublicDealing shown;

        Overlong(CommonReference common, int threshold, byte[] seed) {
            honest = new Dealing(common, threshold, seed);
            long[] factor = new long[Bfv.DATA_PRIMES];
            for (int row = 0; row < factor.length; row++) {
                factor[row] = BigInteger.ONE.shiftLeft(BITS).subtract(BigInteger.ONE)
                    .mod(BigInteger.valueOf(Bfv.prime(row))).longValueExact();
            }
            more = honest.share(0).times(factor);
            List<Spectrum> second = new ArrayList<>(honest.shown().second());
            second.set(0, second.getFirst().plus(common.a2().times(more)));
            shown = new PublicDealing(honest.shown().p().minus(common.a().times(more)), honest.shown().first(), second);
        }

        Spectrum share(int point) {
            return honest.share(point).plus(more);
        }
    }

    /** Its shares fit on both bases, for they say nothing about length. */
    @Test
    void anOverlongSecretPassesTheSharesAndLeavesSmudgingTooSmall() {
        Overlong dealer = new Overlong(common, 3, RingTest.fresh());
        for (int point = 1; point <= 5; point++) {
            assertThat(dealer.shown.accepts(common, dealer.share(point), point)).isTrue();
        }
        long[] message = Joint.SLOTS.getFirst().encode(new long[] {1, 2, 3});
        Rlwe.Witness witness = Rlwe.Witness.draw(new Expansion(RingTest.fresh(), "test"));
        BigInteger noise = noise(dealer.shown.p(), dealer.share(0), message, witness);
        BigInteger honest = noise(dealer.honest.shown().p(), dealer.honest.share(0), message, witness);
        assertThat(honest.bitLength()).isLessThan(20);
        assertThat(noise.bitLength()).as("e₁·s").isGreaterThan(BITS);
        int openings = 16;
        int hidden = 128 - 13 - Integer.numberOfTrailingZeros(openings) - noise.bitLength();
        assertThat(hidden).as("λ for this noise").isLessThan(Parameters.LEAST_HIDING);
        assertThat(Parameters.of(Parameters.Declared.of(3, 5, 60, openings)).hiding())
            .as("λ as declared").isGreaterThan(Parameters.LEAST_HIDING);
    }

    private BigInteger noise(Spectrum p, Spectrum secret, long[] message, Rlwe.Witness witness) {
        Ciphertext ciphertext = Rlwe.encrypt(new Rlwe.PublicPart(p, common.a()), PlainModulus.FIRST, message, witness);
        Polynomial phase = Polynomial.part(ciphertext, 0).plus(Polynomial.part(ciphertext, 1).transform().times(secret)
            .transform());
        return PlainScale.of(PlainModulus.FIRST).residual(phase, message);
    }

    /** No seed expands to it, so it stands only in the one candidate of 64 that is not opened. */
    @Test
    void anOverlongSecretIsFoundWhereItsCandidateIsOpened() {
        Joint joint = new Joint(Parameters.Declared.of(2, 4, 60, 64), 2);
        String manifest = joint.key.manifest().hash();
        List<byte[]> seeds = new ArrayList<>();
        List<Dealing> dealings = new ArrayList<>();
        for (int c = 0; c < Parameters.CANDIDATES; c++) {
            seeds.add(RingTest.fresh());
            dealings.add(new Dealing(common, 2, seeds.getLast()));
        }
        DealingRound lucky = new DealingRound(joint.key.manifest(), common, new byte[32]);
        int planted = lucky.chosen(1);
        Overlong dealer = new Overlong(common, 2, seeds.get(planted));
        ByteWriter commitments = new ByteWriter();
        for (int c = 0; c < Parameters.CANDIDATES; c++) {
            Dealing dealing = dealings.get(c);
            commitments.raw(HexFormat.of().parseHex(Dealing.commitment(manifest, common, 1, c, dealing.nonce(),
                c == planted ? dealer.shown : dealing.shown())));
        }
        byte[] committed = commitments.toBytes();
        assertThat(lucky.check(1, committed, message(dealings.get(planted).nonce(), dealer.shown, seeds, planted))
            .shown()).as("one time in 64 it is the one that is used").isEqualTo(dealer.shown);
        byte[] coin = new byte[32];
        DealingRound other = lucky;
        while (other.chosen(1) == planted) {
            coin[0]++;
            other = new DealingRound(joint.key.manifest(), common, coin.clone());
        }
        int used = other.chosen(1);
        DealingRound round = other;
        assertThatThrownBy(() -> round.check(1, committed, message(dealings.get(used).nonce(),
            dealings.get(used).shown(), seeds, used))).isInstanceOf(Refusal.class)
            .extracting(e -> ((Refusal) e).fault()).isEqualTo(Fault.FALSE_OPENING);
    }

    private static byte[] message(byte[] nonce, PublicDealing shown, List<byte[]> seeds, int used) {
        ByteWriter out = new ByteWriter().raw(nonce).raw(shown.toBytes());
        for (int c = 0; c < seeds.size(); c++) {
            if (c != used) {
                out.raw(seeds.get(c));
            }
        }
        return out.bytes(new byte[0]).bytes(new byte[0]).bytes(new byte[0]).toBytes();
    }

    /** What a single holder finds with its share, a guess of the sharing polynomial but for s, and the public part. */
    private Optional<Spectrum> found(PublicDealing shown, Spectrum share, Spectrum guess) {
        Spectrum secret = share.minus(guess);
        boolean right = secret.transform().isShort(1)
            & shown.p().plus(common.a().times(secret)).transform().isShort(Rlwe.ERROR);
        return right ? Optional.of(secret) : Optional.empty();
    }

    /** A dealer whose Shamir coefficients do not come from its seed gives its secret to each holder alone. */
    @Test
    void oneShareGivesTheSecretOnlyWhereTheShamirCoefficientIsConstant() {
        Spectrum constant = new Expansion(new byte[32], "sharing").uniform();
        for (int point = 1; point <= 5; point++) {
            Dealing ours = new Dealing(common, 2, RingTest.fresh());
            Spectrum guess = constant.times(PublicDealing.constant(point));
            Spectrum weak = ours.share(0).plus(guess);
            assertThat(found(ours.shown(), weak, guess)).as("a constant coefficient").contains(ours.share(0));
            assertThat(found(ours.shown(), ours.share(0), Spectrum.zero())).as("a constant polynomial").isPresent();
            assertThat(found(ours.shown(), ours.share(point), guess)).isEmpty();
            assertThat(found(ours.shown(), ours.share(point), Spectrum.zero())).isEmpty();
        }
    }

    /** The same unknown coefficient in two dealings: the difference of two shares is short. */
    @Test
    void twoDealingsDoNotShareTheirCoefficients() {
        byte[] seed = RingTest.fresh();
        Dealing one = new Dealing(common, 3, seed);
        Dealing two = new Dealing(common, 3, RingTest.fresh());
        Spectrum weak = two.share(0).plus(one.share(4).minus(one.share(0)));
        assertThat(one.share(4).minus(weak).transform().isShort(2)).as("one polynomial for both").isTrue();
        assertThat(one.share(4).minus(two.share(4)).transform().isShort(2)).isFalse();
        Spectrum second = one.share(3).minus(one.share(2)).minus(one.share(2).minus(one.share(1)));
        assertThat(second).as("2·F₂ is not zero").isNotEqualTo(Spectrum.zero());
        Spectrum first = one.share(1).minus(one.share(0));
        assertThat(first.plus(first)).as("F₁ is not zero, so F₁ + F₂ is not F₂").isNotEqualTo(second);
        assertThat(first).as("F₁ is not F₂, so F₁ + F₂ is not 2·F₂").isNotEqualTo(second);
        Dealing elsewhere = new Dealing(CommonReference.of(RingTest.fresh()), 3, seed);
        assertThat(elsewhere.share(4)).as("all of it follows from the seed").isEqualTo(one.share(4));
    }

    /** b₀ = a·s + η beside p = −a·s + e would publish e + η; nothing that is published adds up to anything short. */
    @Test
    void noSecondSampleOfTheSecretIsPublished() {
        Dealing dealing = new Dealing(common, 3, RingTest.fresh());
        PublicDealing shown = dealing.shown();
        Spectrum second = common.a().times(dealing.share(0))
            .plus(Polynomial.small(new Expansion(RingTest.fresh(), "test").binomial()).transform());
        assertThat(shown.p().plus(second).transform().isShort(2L * Rlwe.ERROR)).as("a second sample").isTrue();
        List<Spectrum> published = new ArrayList<>(shown.first());
        published.addAll(shown.second());
        assertThat(published).hasSize(5).noneMatch(one -> shown.p().plus(one).transform().isShort(2L * Rlwe.ERROR)
            || shown.p().minus(one).transform().isShort(2L * Rlwe.ERROR));
    }
}
