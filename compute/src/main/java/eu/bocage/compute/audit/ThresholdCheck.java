package eu.bocage.compute.audit;

import eu.bocage.compute.Card;
import eu.bocage.compute.MadeRows;
import eu.bocage.compute.Question;
import eu.bocage.compute.Table;
import java.util.Locale;

/**
 * Whether values of private keys that a single unit has are told with no more than the debited probability.
 *
 * <p>One unit is alone with all of its values. With draws of noise that are chosen rather than random it shows in how
 * many cells the unit counts, and from which draw on one of them is told: so what decides is measured, however it was
 * worked out. Each cell is told with the probability that the discrete Gaussian of the declared σ² reaches that draw,
 * which is added up here from its law; cells times that has to be within the debited δ. No chance is in it.
 */
final class ThresholdCheck {

    private static final long FAR = 1L << 40;

    private final Card card;
    private final MadeRows made;
    private final Subject.Maker maker;

    ThresholdCheck(Card card, MadeRows made, Subject.Maker maker) {
        this.card = card;
        this.made = made;
        this.maker = maker;
    }

    Verdict check() {
        if (card.privateKeys().isEmpty()) {
            return Verdict.notApplicable("La fiche n'a pas de clé privée.", "The card has no private key.");
        }
        double most = 0;
        for (String key : card.privateKeys()) {
            Subject subject = maker.of(Question.read(made.countingBy(key), card, MadeRows.MICRO_RHO), card);
            Table alone = subject.table(made, made.alone(key));
            int cells = subject.told(alone, AnswerChecks.VERSION, FAR).cells();
            long least = least(subject, alone);
            double probability = cells * Bounds.tail(subject.told(alone, AnswerChecks.VERSION, 0).variance(), least);
            double debited = subject.debited().picoDelta() / 1e12;
            if (cells == 0) {
                return Verdict.failed("Aucune valeur de « " + key + " » n'apparaît jamais.",
                    "No value of \"" + key + "\" ever appears.");
            }
            if (probability > debited * (1 + 1e-9)) {
                return Verdict.failed("Une valeur de « " + key + " » qu'une seule unité a apparaît avec une probabilité"
                    + " de " + shown(probability) + ", contre " + shown(debited) + " débités.", "A value of \"" + key
                    + "\" that a single unit has appears with probability " + shown(probability)
                    + ", against a debited " + shown(debited) + ".");
            }
            most = Math.max(most, probability);
        }
        return Verdict.passed("Une valeur qu'une seule unité a apparaît avec une probabilité de " + shown(most)
            + " au plus, que le débit couvre.", "A value that a single unit has appears with probability " + shown(most)
            + " at most, which the debit covers.");
    }

    /** The least draw, from 0, at which something is told. */
    private static long least(Subject subject, Table alone) {
        long untold = -1;
        long told = FAR;
        while (told - untold > 1) {
            long middle = (told + untold) >>> 1;
            if (subject.told(alone, AnswerChecks.VERSION, middle).cells() > 0) {
                told = middle;
            } else {
                untold = middle;
            }
        }
        return told;
    }

    private static String shown(double probability) {
        return String.format(Locale.ROOT, "%.1e", probability);
    }
}
