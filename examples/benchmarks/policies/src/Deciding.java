package eu.bocage.benchmarks;

import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Decision;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Odrl;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Scope;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds of one decision, of one compilation and of a whole catalogue. Sampled, for a median is not swayed, as a
 * mean is, by what else the machine does now and then.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgs = "-Xmx1g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Deciding {

    /** One offer, and who is permitted, and who is not. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class One {

        private final Policy policy = Typical.policy();
        private final Facts good = Typical.facts();
        private final Facts bad = Typical.sweep().get(1);
        private final Edc edc = new Edc();
        private final org.eclipse.edc.policy.model.Policy theirs = Edc.policy(policy);
        private final String yaml = Typical.YAML + Typical.clauses();
        private final String json = Typical.CHARTER.json();
        private final String odrl = Odrl.write(policy);

        /** Nothing is measured unless both decide alike. */
        @Setup
        public void alike() {
            Beside.assertAlike(policy, Typical.sweep());
            if (!Decider.permits(policy, Scope.QUERY, good) || Decider.permits(policy, Scope.QUERY, bad)
                || policy.permissions().getFirst().constraints().size() != 25) {
                throw new IllegalStateException("not the policy that is meant");
            }
        }
    }

    /** Ten thousand offers, each of a dataset of its own. */
    @State(org.openjdk.jmh.annotations.Scope.Benchmark)
    public static class Catalogue {

        private final List<Policy> offers = Typical.catalogue(10_000);
        private final Edc edc = new Edc();
        private final List<org.eclipse.edc.policy.model.Policy> theirs = offers.stream().map(Edc::policy).toList();
        private final Facts facts = Typical.facts();
    }

    @Benchmark
    public Decision decidePermitted(One one) {
        return Decider.decide(one.policy, Scope.QUERY, one.good);
    }

    @Benchmark
    public boolean decidePermittedEdc(One one) {
        return one.edc.permits(one.theirs, new Edc.Asked(one.good));
    }

    /** With every reason, in two languages, and what would change it. */
    @Benchmark
    public Decision decideDenied(One one) {
        return Decider.decide(one.policy, Scope.QUERY, one.bad);
    }

    /** As EDC's answer: without reasons. */
    @Benchmark
    public boolean permitsDenied(One one) {
        return Decider.permits(one.policy, Scope.QUERY, one.bad);
    }

    @Benchmark
    public boolean decideDeniedEdc(One one) {
        return one.edc.permits(one.theirs, new Edc.Asked(one.bad));
    }

    /** Charter, dataset and project to a policy that is ready to be decided. */
    @Benchmark
    public Policy compile(One one) {
        return Compiler.compile(Typical.CHARTER, Typical.dataset(0), Typical.project());
    }

    /** And on to the offer's ODRL. */
    @Benchmark
    public String compileToOdrl(One one) {
        return Odrl.write(Compiler.compile(Typical.CHARTER, Typical.dataset(0), Typical.project()));
    }

    @Benchmark
    public Policy readOdrl(One one) {
        return Odrl.read(one.odrl);
    }

    @Benchmark
    public Charter readCharterYaml(One one) {
        return Charter.fromYaml(one.yaml);
    }

    @Benchmark
    public Charter readCharterJson(One one) {
        return Charter.fromJson(one.json);
    }

    /** The moment of a catalogue: who may see which offer. */
    @Benchmark
    public int catalogue(Catalogue catalogue) {
        int shown = 0;
        for (Policy offer : catalogue.offers) {
            shown += Decider.permits(offer, Scope.CATALOGUE, catalogue.facts) ? 1 : 0;
        }
        return shown;
    }

    /** Every condition of every offer, as at a question. */
    @Benchmark
    public int catalogueWhole(Catalogue catalogue) {
        int shown = 0;
        for (Policy offer : catalogue.offers) {
            shown += Decider.permits(offer, Scope.QUERY, catalogue.facts) ? 1 : 0;
        }
        return shown;
    }

    @Benchmark
    public int catalogueWholeEdc(Catalogue catalogue) {
        int shown = 0;
        for (org.eclipse.edc.policy.model.Policy offer : catalogue.theirs) {
            shown += catalogue.edc.permits(offer, new Edc.Asked(catalogue.facts)) ? 1 : 0;
        }
        return shown;
    }
}
