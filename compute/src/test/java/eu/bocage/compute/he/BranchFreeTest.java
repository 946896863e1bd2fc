package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What handles secrets in ring arithmetic, key shares and encryption has no division, no comparison of residues and no
 * big integer, in the bytecode that the compiler makes of it. Residues are 64-bit words, and loops count in ints, so a
 * comparison of longs would be one of residues; each method that decides once over all of them, at its end, is named
 * with that one. Ints are compared in loops alone: each method has as many conditional jumps as said here. Beyond loops
 * these are: in {@link HolderKey#open} whether it is of the set, in the proof's {@code answer} the sign of a public
 * challenge and the wrap of an index, and in its {@code inRange}, once over all coefficients, the decision to keep an
 * attempt, which depends on secrets by design.
 */
class BranchFreeTest {

    private static final Set<Opcode> DIVISIONS = Set.of(Opcode.LDIV, Opcode.LREM, Opcode.IDIV, Opcode.IREM);
    private static final Set<String> OF_INDICES = Set.of("IDIV", "IREM");

    /** In one method: conditional jumps of its loops, comparisons of longs, divisions of public indices. */
    private record Allowed(int jumps, int longs, int indices) {
    }

    private static final Map<Class<?>, Map<String, Allowed>> NAMED = Map.ofEntries(
        Map.entry(RingPrime.class, Map.of("once", none(), "add", none(), "subtract", none(), "multiply", none(),
            "divide", none(), "reduce", none(), "signed", none(), "forward", loops(4), "inverse", loops(4))),
        Map.entry(Rows.class, Map.of("add", loops(2), "addBoth", new Allowed(2, 0, 1), "subtract", loops(2))),
        Map.entry(Polynomial.class, Map.of("small", loops(2), "plus", none(), "minus", none(), "twice", none(),
            "transform", loops(1), "isShort", new Allowed(3, 1, 0))),
        Map.entry(Spectrum.class, Map.of("plus", none(), "minus", none(), "times", loops(2), "negated", none(),
            "transform", loops(1))),
        Map.entry(PlainScale.class, Map.of("residue", none(), "scale", loops(2), "halve", loops(1))),
        Map.entry(Expansion.class, Map.of("ternary", loops(1), "binomial", loops(1), "mask", loops(1))),
        Map.entry(Smudging.class, Map.of("draw", loops(3))),
        Map.entry(Rlwe.class, Map.of("encrypt", none())),
        Map.entry(Rlwe.Witness.class, Map.of("draw", none())),
        Map.entry(HolderKey.class, Map.of("open", loops(1))),
        Map.entry(ShortnessProof.class, Map.of("answer", new Allowed(3, 0, 1), "inRange", new Allowed(3, 1, 0))),
        Map.entry(Bfv.class, Map.of("areResidues", new Allowed(4, 1, 3))),
        Map.entry(Contribution.class, Map.of("add", loops(1))),
        Map.entry(Dealing.class, Map.of("<init>", loops(1), "share", loops(1), "error", none())));

    private static Allowed none() {
        return new Allowed(0, 0, 0);
    }

    private static Allowed loops(int jumps) {
        return new Allowed(jumps, 0, 0);
    }

    private record Found(List<String> divisions, List<String> bigIntegers, int jumps, int longs, int switches) {
    }

    private static Found read(MethodModel method) {
        List<String> divisions = new ArrayList<>();
        List<String> big = new ArrayList<>();
        int jumps = 0;
        int longs = 0;
        int switches = 0;
        for (CodeElement element : method.code().orElseThrow()) {
            switch (element) {
                case OperatorInstruction one when DIVISIONS.contains(one.opcode()) -> divisions.add("" + one.opcode());
                case OperatorInstruction one when one.opcode() == Opcode.LCMP -> longs++;
                case BranchInstruction one when one.opcode() != Opcode.GOTO && one.opcode() != Opcode.GOTO_W -> jumps++;
                case LookupSwitchInstruction _ -> switches++;
                case TableSwitchInstruction _ -> switches++;
                case InvokeInstruction one when one.owner().asInternalName().equals("java/math/BigInteger") ->
                    big.add(one.name().stringValue());
                default -> { }
            }
        }
        return new Found(divisions, big, jumps, longs, switches);
    }

    private static ClassModel model(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getName().substring(type.getPackageName().length() + 1)
            + ".class")) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    @Test
    void noResidueIsComparedOrDividedInTheBytecode() throws IOException {
        for (var named : NAMED.entrySet()) {
            Map<String, Integer> seen = new TreeMap<>();
            for (MethodModel method : model(named.getKey()).methods()) {
                String name = method.methodName().stringValue();
                Allowed allowed = named.getValue().get(name);
                if (allowed != null) {
                    Found found = read(method);
                    String where = named.getKey().getSimpleName() + "." + name;
                    assertThat(found.divisions()).as(where).hasSizeLessThanOrEqualTo(allowed.indices());
                    assertThat(OF_INDICES).as(where).containsAll(found.divisions());
                    assertThat(found.bigIntegers()).as(where).isEmpty();
                    assertThat(found.switches()).as(where).isZero();
                    assertThat(found.longs()).as("comparisons of longs in " + where).isLessThanOrEqualTo(
                        allowed.longs());
                    assertThat(found.jumps()).as("conditional jumps in " + where)
                        .isLessThanOrEqualTo(allowed.jumps());
                    seen.merge(name, 1, Integer::sum);
                }
            }
            assertThat(seen.keySet()).as(named.getKey().getSimpleName()).isEqualTo(named.getValue().keySet());
        }
    }

    /** The measure itself: what the old ways of taking a residue look like. */
    @Test
    void theMeasureSeesDivisionsComparisonsAndBigIntegers() throws IOException {
        Map<String, Found> found = new TreeMap<>();
        try (InputStream in = BranchFreeTest.class.getResourceAsStream("BranchFreeTest$Old.class")) {
            ClassFile.of().parse(in.readAllBytes()).methods()
                .forEach(method -> found.put(method.methodName().stringValue(), read(method)));
        }
        assertThat(found.get("residue").divisions()).containsExactly("LREM");
        assertThat(found.get("clamp").longs()).isEqualTo(1);
        assertThat(found.get("clamp").jumps()).isEqualTo(1);
        assertThat(found.get("exact").bigIntegers()).containsExactly("valueOf", "intValue");
    }

    private static final class Old {

        static long residue(long cell, long modulus) {
            return cell % modulus;
        }

        static long clamp(long cell, long most) {
            return cell > most ? most : cell;
        }

        static int exact(long cell) {
            return java.math.BigInteger.valueOf(cell).intValue();
        }
    }
}
