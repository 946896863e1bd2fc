package eu.bocage.compute;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rules of statistical confidentiality that decide which cells of a noisy answer are shown; see {@link Hiding}.
 * They come on top of differential privacy and do not stand in for it.
 *
 * @param minimumGroup     least noisy count of units behind a shown cell, 0 for none
 * @param dominancePercent most that one unit may make up of a shown total, in per cent from 1 to 99; 0 for no rule
 */
public record Disclosure(int minimumGroup, int dominancePercent) {

    public static final Disclosure NONE = new Disclosure(0, 0);

    public Disclosure {
        if (minimumGroup < 0 || minimumGroup > 1_000_000 || dominancePercent < 0 || dominancePercent > 99) {
            throw new IllegalArgumentException("a group of 0 to 1 000 000 units, a share of 0 to 99 per cent");
        }
    }

    /** What satisfies both. */
    public Disclosure and(Disclosure other) {
        int share = dominancePercent == 0 || other.dominancePercent == 0
            ? Math.max(dominancePercent, other.dominancePercent)
            : Math.min(dominancePercent, other.dominancePercent);
        return new Disclosure(Math.max(minimumGroup, other.minimumGroup), share);
    }

    /** Whether a noisy count of units is needed to decide. */
    boolean needsCount() {
        return minimumGroup > 0;
    }

    /**
     * French rules by name. Business statistics and fiscal data on persons: INSEE, handbook on the protection of
     * tables, chapter « Règles ». Residential energy: Code de l'énergie, D111-53, more than nine delivery points.
     * Grids: INSEE, squares of fewer than eleven households are not told.
     */
    public enum Preset {
        INSEE_ENTREPRISES("insee-entreprises", new Disclosure(3, 85)),
        FISCAL_PERSONNES("fiscal-personnes", new Disclosure(11, 85)),
        ENERGIE_RESIDENTIEL("energie-residentiel", new Disclosure(10, 0)),
        GRILLE_MENAGES("grille-menages", new Disclosure(11, 0));

        private final String text;
        private final Disclosure rules;

        Preset(String text, Disclosure rules) {
            this.text = text;
            this.rules = rules;
        }

        /** The word in cards. */
        public String text() {
            return text;
        }

        public Disclosure rules() {
            return rules;
        }

        public static Optional<Preset> of(String word) {
            return Arrays.stream(values()).filter(one -> one.text.equals(word)).findFirst();
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Preset::text).toList();
        }
    }
}
