package eu.bocage.compute;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The differentially private answer to a question; its form is {@code answer.schema.json} beside this class.
 *
 * <p><strong>Guarantee.</strong> Two tables that differ by all rows of one unit give answers whose distributions are
 * ρ-zero-concentrated-differentially-private neighbours with ρ the question's {@code microRho} / 10^6, over the choice
 * of the seed; δ-approximately so, with the δ of {@link Question#loss}, where a private key is grouped by. {@link
 * BoundedCells} lets one unit change at most L0 cells, each count by one and each figure by at most its bound B, so a
 * column moves by at most √L0·B in Euclidean length, one of a coarser tier by L0·B; {@link DiscreteGaussian} noise on
 * every public cell, empty ones included, costs Δ²/2σ², which {@link Noises} and {@link Shares} add up to the charge.
 * {@link Threshold} proves what private keys cost. Consistency, means, variances, ratios, quantiles, hiding, medians
 * and half-widths use only noisy figures and declared facts. The seed is secret and serves one question on one version.
 * The proof of each mechanism is in {@code compute/docs/mechanisms.md}.
 *
 * <p>It holds the canonical question that it answers, so that whoever asked can compare. Immutable.
 */
public final class Answer {

    private final byte[] bytes;

    private Answer(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Computes; every random choice derives from the seed, so the same arguments give the same bytes.
     *
     * @param disclosure which cells are shown
     * @param seed       32 fresh random bytes, used for one question on one version only
     * @throws InvalidInput when the question asks for places finer than the card has, which a policy refuses before
     */
    public static Answer to(Question question, Card card, Table table, DataVersion version, Disclosure disclosure,
                            byte[] seed) {
        if (!table.belongsTo(card) || !question.content().dataset().equals(card.id())) {
            throw new IllegalArgumentException("question, card and table belong to different datasets");
        }
        return to(question, card, table.layout(), new ColumnCells(table.columns(), table.layout()), Adding.REAL,
            version, disclosure, seed);
    }

    /** With the two seams of an answer: who bounds the rows, and what adds the noise. */
    static Answer to(Question question, Card card, Layout layout, BoundedCells cells, Adding adding,
                     DataVersion version, Disclosure disclosure, byte[] seed) {
        String domain = "bocage/answer/5|" + question.hash() + "|" + version.id() + "|";
        String salt = HexFormat.of().formatHex(new RandomStream(seed, domain + "salt").nextBytes(16));
        BoundingPlan plan = new Planner(question.content(), card, layout).plan(salt);
        Shares shares = Shares.of(question.content(), disclosure.needsCount() || plan.hasPrivateKeys());
        Noises noises = new Noises(plan, Tiers.of(question.content(), plan), shares, adding);
        Release release = Release.of(cells.cells(plan), noises, question.content().asks(), seed, domain);
        return new Answer(new AnswerWriter(question, card, version, noises, release, disclosure).bytes());
    }

    /** Canonical JSON (RFC 8785). */
    public String json() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Canonical JSON (RFC 8785) in UTF-8; a copy. A million cells of two figures are about 100 MB. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
