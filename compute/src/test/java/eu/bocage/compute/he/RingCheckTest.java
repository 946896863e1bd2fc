package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nothing runs with a ring that SEAL has not confirmed at this start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RingCheckTest {

    private List<Seal> seals;

    @BeforeAll
    void open() {
        seals = List.of(new EmbeddedSeal(PlainModulus.FIRST), new EmbeddedSeal(PlainModulus.SECOND));
    }

    @AfterAll
    void close() {
        seals.forEach(Seal::close);
    }

    /** Our ring but for what a test changes. */
    private static class Faulty implements RingCheck.Ring {

        @Override
        public Ciphertext encrypt(Rlwe.PublicPart key, PlainModulus modulus, long[] message, Rlwe.Witness witness) {
            return RingCheck.OURS.encrypt(key, modulus, message, witness);
        }

        @Override
        public Ciphertext sum(Ciphertext left, Ciphertext right) {
            return RingCheck.OURS.sum(left, right);
        }

        @Override
        public Polynomial phase(Ciphertext ciphertext, Spectrum secret) {
            return RingCheck.OURS.phase(ciphertext, secret);
        }

        @Override
        public Polynomial scale(PlainModulus modulus, long[] message) {
            return RingCheck.OURS.scale(modulus, message);
        }
    }

    /** One word of one row, off by a little. */
    private static long[] changed(long[] words, int place, long by) {
        long[] other = words.clone();
        RingPrime prime = RingPrime.at(place / Bfv.DEGREE % Bfv.DATA_PRIMES);
        other[place] = prime.add(other[place], prime.reduce(by));
        return other;
    }

    @Test
    void aRightRingPasses() {
        assertThat(RingCheck.passed(seals)).isNotNull();
        assertThat(RingCheck.passed(seals, new Faulty())).isNotNull();
    }

    @Test
    void eachPlantedFaultOfTheRingIsRefused() {
        refused("addition", new Faulty() {
            @Override
            public Ciphertext sum(Ciphertext left, Ciphertext right) {
                Ciphertext sum = super.sum(left, right);
                return Ciphertext.of(sum.modulus(), changed(sum.words(), Ciphertext.WORDS - 1, 1));
            }
        });
        refused("encryption", new Faulty() {
            @Override
            public Ciphertext encrypt(Rlwe.PublicPart key, PlainModulus modulus, long[] message,
                    Rlwe.Witness witness) {
                Ciphertext right = super.encrypt(key, modulus, message, witness);
                return Polynomial.ciphertext(modulus, Polynomial.part(right, 0), Polynomial.part(right, 1).rotate(1));
            }
        });
        refused("encryption", new Faulty() {
            @Override
            public Ciphertext encrypt(Rlwe.PublicPart key, PlainModulus modulus, long[] message,
                    Rlwe.Witness witness) {
                return super.encrypt(key, modulus, changed(message, 77, 1), witness);
            }
        });
        refused("noise", new Faulty() {
            @Override
            public Ciphertext encrypt(Rlwe.PublicPart key, PlainModulus modulus, long[] message,
                    Rlwe.Witness witness) {
                int[] longer = witness.e0().clone();
                longer[5] += 1 << 29;
                return super.encrypt(key, modulus, message, new Rlwe.Witness(witness.u(), longer, witness.e1()));
            }
        });
        refused("opening", new Faulty() {
            @Override
            public Polynomial phase(Ciphertext ciphertext, Spectrum secret) {
                return Polynomial.owning(changed(super.phase(ciphertext, secret).words(), Bfv.DEGREE, 1));
            }
        });
        refused("rounding", new Faulty() {
            @Override
            public Polynomial scale(PlainModulus modulus, long[] message) {
                return super.scale(modulus, changed(message, 8191, 1));
            }
        });
    }

    private void refused(String what, RingCheck.Ring ring) {
        assertThatThrownBy(() -> RingCheck.passed(seals, ring)).isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("differ in " + what).hasMessageContaining("joint sums are switched off");
    }

    @Test
    void asksForASealOfEveryPlainModulus() {
        assertThatThrownBy(() -> RingCheck.passed(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RingCheck.passed(seals.subList(0, 1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever makes keys, contributes or opens takes an office, and there is none without the check. */
    @Test
    void nobodySpeaksWithoutTheCheck() {
        Party party = new Party("someone");
        assertThatThrownBy(() -> new Office(party::sign, Party::verify, party.office().sealer(), null))
            .hasMessageContaining("RingCheck.passed");
        assertThat(RingCheck.class.getConstructors()).isEmpty();
        for (Class<?> type : List.of(KeyCeremony.class, Contribution.class, Opening.class)) {
            assertThat(Stream.of(type.getMethods()).filter(method -> method.getDeclaringClass() == type)
                .filter(method -> method.getReturnType() == Step.class || method.getReturnType() == Message.class)
                .filter(method -> !Arrays.asList(method.getParameterTypes()).contains(Office.class)).toList())
                .as("%s speaks by an office only", type.getSimpleName())
                .allMatch(method -> method.getName().equals("resume"));
        }
    }

    /** What a SEAL instance with a secret takes is made in three places, none of which reads bytes of others. */
    @Test
    void onlyWhatThisProcessMadeReachesAKey() throws IOException {
        List<String> makers = new ArrayList<>();
        Path sources = Path.of("src/main/java/eu/bocage/compute/he");
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                if (text.contains("OwnCiphertext.made(") || text.contains("new OwnCiphertext(")) {
                    makers.add(file.getFileName().toString());
                }
            }
        }
        assertThat(makers).containsExactly("EngineKey.java", "EngineSeal.java", "OwnCiphertext.java",
            "RingCheck.java");
        assertThat(OwnCiphertext.class.getConstructors()).isEmpty();
        assertThat(Stream.of(SealKey.class.getMethods()).flatMap(method -> Stream.of(method.getParameterTypes())))
            .containsOnly(long[].class, OwnCiphertext.class);
    }
}
