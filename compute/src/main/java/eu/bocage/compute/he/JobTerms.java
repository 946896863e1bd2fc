package eu.bocage.compute.he;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.NoiseShare;
import eu.bocage.compute.Problem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What follows from a job under a key's parameters: how many ciphertexts, which slots stay zero, how large a cell may
 * be. There are none for a job of another key, nor for one whose result could wrap, whose noise could not be counted
 * on, whose openings the key does not allow or whose messages would be too long: before anything runs. Immutable.
 */
public final class JobTerms {

    /** Slots of each block that have to open as zero. */
    static final int ZEROS = 64;
    /** Cells of one block. */
    static final int BLOCK = Bfv.DEGREE - ZEROS;

    /** Most cells: 124 ciphertexts in each modulus, 235 MB of a contribution in two. */
    static final int MOST_CELLS = 1_000_000;

    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(62);

    private final Job job;
    private final Parameters parameters;
    private final String hash;
    private final NoiseShare noise;
    private final List<PlainModulus> moduli;
    private final boolean[] zero = new boolean[Bfv.DEGREE];

    private JobTerms(Job job, Parameters parameters, NoiseShare noise, List<PlainModulus> moduli) {
        this.job = job;
        this.parameters = parameters;
        this.hash = job.hash();
        this.noise = noise;
        this.moduli = moduli;
        Expansion places = new Expansion(HexFormat.of().parseHex(Statement.hash(("BMHE1/zeros/" + hash)
            .getBytes(StandardCharsets.US_ASCII))), "zeros");
        for (int left = ZEROS; left > 0;) {
            int place = (int) (places.word() & Bfv.DEGREE - 1);
            left -= zero[place] ? 0 : 1;
            zero[place] = true;
        }
    }

    /**
     * @param key the collective key that the job names; its parameters are what counts
     * @throws InvalidInput naming each field that cannot stand
     */
    public static JobTerms of(Job job, CollectiveKey key) {
        Parameters parameters = key.manifest().parameters();
        List<Problem> problems = new ArrayList<>();
        if (!job.key().equals(key.hash())) {
            problems.add(new Problem("key", "le calcul nomme une autre clé collective ; utilisez celle qu'il nomme",
                "the job names another collective key; use the one it names"));
        }
        NoiseShare noise = job.noise();
        int people = job.contributors().size();
        if (job.cells() < 1 || job.cells() > MOST_CELLS) {
            problems.add(new Problem("cells", "de 1 à 1 000 000 de cases ; partagez la demande en plusieurs calculs",
                "1 to 1 000 000 cells; split the request into several jobs"));
        }
        if (people < 2 || people > parameters.declared().contributors()) {
            problems.add(new Problem("contributors", "de 2 à " + parameters.declared().contributors()
                + " contributeurs avec cette clé", "2 to " + parameters.declared().contributors()
                + " contributors with this key"));
        } else if (tooLong(job)) {
            problems.add(new Problem("contributors", "la liste est trop longue pour être signée d'un bloc ; invitez "
                + "moins de contributeurs ou des identifiants plus courts", "the roster is too long to be signed in "
                + "one piece; invite fewer contributors or take shorter identifiers"));
        }
        if (job.colluders() < 0 || job.least() < 2 || job.least() < (long) job.honest() + job.colluders()
            || job.least() > people) {
            problems.add(new Problem("least", "au moins les contributeurs honnêtes et ceux qui pourraient s'entendre, "
                + "au plus les invités", "at least those honest and those that may conspire, at most those invited"));
        }
        BigInteger range = job.bound() < 1 ? LARGEST : limit(job, noise, people);
        int moduli = moduli(range, parameters);
        if (moduli == 0) {
            problems.add(new Problem("bound", "la somme pourrait dépasser ce que la clé sait porter ; réduisez la "
                + "borne, le nombre de contributeurs ou la précision", "the sum could exceed what the key can carry; "
                + "lower the bound, the number of contributors or the precision"));
        }
        if (problems.isEmpty()) {
            long openings = openings(job, moduli, parameters);
            int fewest = parameters.declared().verifiedOpening() ? 2 : 1;
            if (job.attempts() < fewest) {
                problems.add(new Problem("attempts", "au moins " + fewest + " avec cette clé", "at least " + fewest
                    + " with this key"));
            } else if (openings > parameters.declared().openings()) {
                problems.add(new Problem("attempts", "ce calcul demande " + openings + " ouvertures, la clé en permet "
                    + parameters.declared().openings(), "this job needs " + openings + " openings, the key allows "
                    + parameters.declared().openings()));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return new JobTerms(job, parameters, noise, parameters.moduli().subList(0, moduli));
    }

    /** Whether the job's statement, or that of an aggregate of all whom it invites, is longer than anyone reads. */
    private static boolean tooLong(Job job) {
        String hash = Statement.hash(new byte[0]);
        TreeMap<String, String> all = new TreeMap<>();
        job.contributors().forEach(one -> all.put(one.id(), hash));
        return job.statement().bytes().length > Statement.LONGEST
            || Aggregate.statement(hash, all, hash).bytes().length > Statement.LONGEST;
    }

    private static long openings(Job job, int moduli, Parameters parameters) {
        int sets = parameters.holders() - parameters.threshold() + 1;
        return (long) job.attempts() * moduli * blocks(job) * sets + parameters.holders();
    }

    private static int blocks(Job job) {
        return (job.cells() - 1) / BLOCK + 1;
    }

    /** N·M·2^k + 10.40·σ·√N. */
    private static BigInteger limit(Job job, NoiseShare noise, int people) {
        return BigInteger.valueOf(job.bound()).multiply(BigInteger.valueOf(people)).shiftLeft(noise.scale())
            .add(noise.tail(people));
    }

    private static int moduli(BigInteger range, Parameters parameters) {
        BigInteger product = BigInteger.ONE;
        for (int count = 1; count <= parameters.moduli().size() && range.compareTo(LARGEST) < 0; count++) {
            product = product.multiply(BigInteger.valueOf(parameters.moduli().get(count - 1).value()));
            if (range.shiftLeft(1).add(BigInteger.ONE).compareTo(product) < 0) {
                return count;
            }
        }
        return 0;
    }

    public Job job() {
        return job;
    }

    /** H(J). */
    public String hash() {
        return hash;
    }

    public NoiseShare noise() {
        return noise;
    }

    public List<PlainModulus> moduli() {
        return moduli;
    }

    public int blocks() {
        return blocks(job);
    }

    /**
     * Q of this job: attempts · blocks · moduli · (n_h − t + 1) + n_h. An attempt is bound to one set by each honest
     * holder's own memory only, so t − 1 corrupt ones can open it with each of the n_h − t + 1 honest ones by a set of
     * its own, and none more often; n_h counts the audits.
     */
    public long openings() {
        return openings(job, moduli.size(), parameters);
    }

    Parameters parameters() {
        return parameters;
    }

    /** Ciphertexts of one contribution: block after block, in each modulus after modulus. */
    int ciphertexts() {
        return blocks() * moduli.size();
    }

    PlainModulus modulus(int ciphertext) {
        return moduli.get(ciphertext % moduli.size());
    }

    /** The largest cell of a result: beyond it the result is wrong. */
    BigInteger resultLimit() {
        return limit(job, noise, job.contributors().size());
    }

    /** The largest noisy cell of a contributor. */
    BigInteger cellLimit() {
        return limit(job, noise, 1);
    }

    boolean invites(Set<String> ids) {
        return job.contributors().stream().map(Member::id).collect(Collectors.toSet()).containsAll(ids);
    }

    Member contributor(String id) {
        return job.contributors().stream().filter(one -> one.id().equals(id)).findFirst()
            .orElseThrow(() -> new Refusal(Fault.NOT_INVITED));
    }

    /** The slots of one block modulo T: cells in order in all slots but those that stay zero. */
    long[] slots(long[] cells, int block, PlainModulus modulus) {
        long[] slots = new long[Bfv.DEGREE];
        int next = block * BLOCK;
        for (int slot = 0; slot < slots.length; slot++) {
            if (!zero[slot]) {
                long cell = next < cells.length ? cells[next] : 0;
                slots[slot] = PlainScale.of(modulus).residue(cell);
                next++;
            }
        }
        return slots;
    }

    /**
     * The cells of one block, from its slots for each modulus.
     *
     * @throws Refusal where a slot that stays zero is not, or a cell is beyond the limit
     */
    void cells(List<long[]> slots, int block, long[] cells) {
        int next = block * BLOCK;
        BigInteger limit = resultLimit();
        for (int slot = 0; slot < Bfv.DEGREE; slot++) {
            BigInteger value = combined(slots, slot);
            boolean used = !zero[slot] && next < cells.length;
            if (!used && value.signum() != 0) {
                throw new Refusal(Fault.ZERO_SLOT_DISTURBED);
            }
            if (value.abs().compareTo(limit) > 0) {
                throw new Refusal(Fault.OUT_OF_RANGE);
            }
            if (used) {
                cells[next] = value.longValueExact();
            }
            next += zero[slot] ? 0 : 1;
        }
    }

    /** By the Chinese remainder theorem, between −product/2 and product/2. */
    private BigInteger combined(List<long[]> slots, int slot) {
        BigInteger product = BigInteger.valueOf(moduli.getFirst().value());
        BigInteger value = BigInteger.valueOf(slots.getFirst()[slot]);
        for (int i = 1; i < moduli.size(); i++) {
            BigInteger modulus = BigInteger.valueOf(moduli.get(i).value());
            BigInteger step = BigInteger.valueOf(slots.get(i)[slot]).subtract(value)
                .multiply(product.modInverse(modulus)).mod(modulus);
            value = value.add(step.multiply(product));
            product = product.multiply(modulus);
        }
        return value.shiftLeft(1).compareTo(product) > 0 ? value.subtract(product) : value;
    }
}
