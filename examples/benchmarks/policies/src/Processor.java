package eu.bocage.benchmarks;

import eu.bocage.policies.Charter;
import eu.bocage.policies.Compiler;
import eu.bocage.policies.Decider;
import eu.bocage.policies.Facts;
import eu.bocage.policies.Odrl;
import eu.bocage.policies.Policy;
import eu.bocage.policies.Scope;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.Supplier;

/**
 * Processor time of the calling thread for the operations of {@link Deciding}, the least of eight rounds: for machines
 * where other work stands in the way of a clock on the wall.
 */
final class Processor {

    private static final int ROUNDS = 8;

    /** What an operation gives back, so that none is optimised away. */
    private static volatile Object result;

    private Processor() {
    }

    public static void main(String[] none) {
        Policy policy = Typical.policy();
        Facts good = Typical.facts();
        Facts bad = Typical.sweep().get(1);
        Edc edc = new Edc();
        org.eclipse.edc.policy.model.Policy theirs = Edc.policy(policy);
        String yaml = Typical.YAML + Typical.clauses();
        String json = Typical.CHARTER.json();
        String odrl = Odrl.write(policy);
        List<Policy> offers = Typical.catalogue(10_000);

        System.out.println("processor time of the calling thread, in microseconds");
        measure("decidePermitted", 200_000, () -> Decider.decide(policy, Scope.QUERY, good));
        measure("decidePermittedEdc", 20_000, () -> edc.permits(theirs, new Edc.Asked(good)));
        measure("decideDenied", 20_000, () -> Decider.decide(policy, Scope.QUERY, bad));
        measure("permitsDenied", 200_000, () -> Decider.permits(policy, Scope.QUERY, bad));
        measure("decideDeniedEdc", 20_000, () -> edc.permits(theirs, new Edc.Asked(bad)));
        measure("compile", 2_000, Typical::policy);
        measure("compileToOdrl", 1_000, () -> Odrl.write(Compiler.compile(Typical.CHARTER, Typical.dataset(0),
            Typical.project())));
        measure("readOdrl", 500, () -> Odrl.read(odrl));
        measure("readCharterYaml", 300, () -> Charter.fromYaml(yaml));
        measure("readCharterJson", 300, () -> Charter.fromJson(json));
        measure("catalogue", 20, () -> shown(offers, Scope.CATALOGUE, good));
        measure("catalogueWhole", 20, () -> shown(offers, Scope.QUERY, good));
    }

    private static long shown(List<Policy> offers, Scope scope, Facts facts) {
        return offers.stream().filter(offer -> Decider.permits(offer, scope, facts)).count();
    }

    private static void measure(String what, int times, Supplier<?> operation) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < times; i++) {
                result = operation.get();
            }
            least = Math.min(least, (threads.getCurrentThreadCpuTime() - before) / 1e3 / times);
        }
        System.out.printf("%-20s %10.2f%n", what, least);
    }
}
