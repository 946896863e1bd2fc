package eu.bocage.compute.he;

import eu.bocage.compute.Problem;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a declaration of parameters cannot be. */
final class ParametersCheck {

    static final int MOST_CONTRIBUTORS = 10_000;
    /** Bits of a bound that {@link Polynomial#isShort} can check, on either base. */
    private static final int MOST_SHARE_ERROR = 40;

    private ParametersCheck() {
    }

    /**
     * @param mostBits of the coefficient modulus for 128-bit security at the degree (HomomorphicEncryption.org, 2018)
     */
    static void of(Parameters.Declared declared, int mostBits, List<Problem> problems) {
        security(declared, mostBits, problems);
        holders(declared, problems);
        if (declared.contributors() < 2 || declared.contributors() > MOST_CONTRIBUTORS) {
            problems.add(new Problem("contributors", "de 2 à 10 000 contributeurs", "2 to 10 000 contributors"));
        }
        if (declared.openings() <= declared.holders() || declared.openings() > 1 << 24) {
            problems.add(new Problem("openings", "plus d'ouvertures que de détenteurs, et au plus 2^24",
                "more openings than holders, and at most 2^24"));
        }
        if (declared.smudgingBits() < 64 || declared.smudgingBits() > 127) {
            problems.add(new Problem("smudgingBits", "de 64 à 127 bits", "64 to 127 bits"));
        }
        if (problems.isEmpty()) {
            plainModuli(declared, problems);
        }
    }

    private static void security(Parameters.Declared declared, int mostBits, List<Problem> problems) {
        double bits = declared.primes().stream().mapToDouble(prime -> Math.log(prime) / Math.log(2)).sum();
        if (bits > mostBits) {
            problems.add(new Problem("primes", "la sécurité serait inférieure à 128 bits ; les nombres premiers de "
                + "SEAL pour le degré 8192 conviennent", "security would be below 128 bits; SEAL's primes for degree "
                + "8192 are right"));
        } else if (declared.degree() != Bfv.DEGREE || !declared.primes().equals(
            IntStream.range(0, Bfv.DATA_PRIMES).mapToObj(Bfv::prime).toList())) {
            problems.add(new Problem("primes", "seuls le degré 8192 et les nombres premiers de SEAL pour ce degré sont "
                + "connus", "only degree 8192 and SEAL's primes for it are known"));
        }
    }

    private static void holders(Parameters.Declared declared, List<Problem> problems) {
        int n = declared.holders();
        int t = declared.threshold();
        if (n < 2 || n > 32 || t < 2 || t > n) {
            problems.add(new Problem("threshold", "il faut 2 à 32 détenteurs et un seuil de 2 à leur nombre",
                "2 to 32 holders and a threshold from 2 to their number"));
            return;
        }
        if (Parameters.shareError(n, t).bitLength() > MOST_SHARE_ERROR) {
            problems.add(new Problem("threshold", "avec " + t + " parts sur " + n + ", les parts de clé ne se "
                + "vérifieraient plus ; prenez moins de détenteurs ou un seuil plus bas", "with " + t + " of " + n
                + " shares of the key could not be checked; take fewer holders or a lower threshold"));
            return;
        }
        if (Parameters.quorum(declared) > n - 1 && !declared.everyHolderMustAccept()) {
            problems.add(new Problem("threshold", "avec " + t + " parts sur " + n + ", l'absence d'un détenteur bloque "
                + "tout ; ajoutez des détenteurs ou déclarez everyHolderMustAccept", "with " + t + " of " + n
                + " a single absent holder stops everything; add holders or declare everyHolderMustAccept"));
        }
        if (declared.verifiedOpening() && n < 2 * t) {
            problems.add(new Problem("verifiedOpening", "deux groupes disjoints demandent au moins " + 2 * t
                + " détenteurs", "two disjoint sets need at least " + 2 * t + " holders"));
        }
    }

    private static void plainModuli(Parameters.Declared declared, List<Problem> problems) {
        for (long modulus : declared.plainModuli()) {
            if (modulus < 2 || Parameters.noiseBound(declared).multiply(BigInteger.valueOf(modulus)).shiftLeft(1)
                .compareTo(PlainScale.Q) >= 0) {
                problems.add(new Problem("plainModuli", "le bruit de " + declared.smudgingBits() + " bits rendrait le "
                    + "résultat faux ; prenez des nombres de 40 bits", "noise of " + declared.smudgingBits()
                    + " bits would make the result wrong; take the 40-bit ones"));
                return;
            }
        }
        List<Long> known = Stream.of(PlainModulus.values()).map(PlainModulus::value).toList();
        int count = declared.plainModuli().size();
        if (count < 1 || count > known.size() || !declared.plainModuli().equals(known.subList(0, count))) {
            problems.add(new Problem("plainModuli", "un ou deux modules, dans l'ordre : " + known,
                "one or two moduli, in this order: " + known));
        }
    }
}
