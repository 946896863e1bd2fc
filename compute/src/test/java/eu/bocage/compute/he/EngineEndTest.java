package eu.bocage.compute.he;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How instances end: at their first exception, once, and whatever closing them says. */
class EngineEndTest {

    /** An instance that fails where it is told to. */
    private static final class Failing implements Engine {

        private final boolean works;
        private final boolean closes;
        private int closed;

        Failing(boolean works, boolean closes) {
            this.works = works;
            this.closes = closes;
        }

        private byte[] work() {
            if (!works) {
                throw new SealFailure("the call failed");
            }
            return Wire.CIPHERTEXT.write(new long[Ciphertext.WORDS], PlainModulus.FIRST.parmsId());
        }

        @Override
        public String version() {
            work();
            return "1";
        }

        @Override
        public byte[] encode(long[] slots) {
            return work();
        }

        @Override
        public long[] decode(byte[] plaintext) {
            work();
            return new long[0];
        }

        @Override
        public byte[] sum(List<byte[]> ciphertexts) {
            return work();
        }

        @Override
        public void makeKey() {
            work();
        }

        @Override
        public void takeKey(byte[] secretKey) {
            work();
        }

        @Override
        public byte[] secretKey() {
            return work();
        }

        @Override
        public byte[] publicKey() {
            return work();
        }

        @Override
        public void takePublicKey(byte[] publicKey) {
            work();
        }

        @Override
        public byte[] encrypt(byte[] plaintext) {
            return work();
        }

        @Override
        public byte[] decrypt(byte[] ciphertext) {
            work();
            return Plain.write(new long[Bfv.DEGREE]);
        }

        @Override
        public int noiseBudget(byte[] ciphertext) {
            work();
            return 0;
        }

        @Override
        public void close() {
            closed++;
            if (!closes) {
                throw new IllegalStateException("closing failed");
            }
        }
    }

    private static final class Failings extends EngineSeal {

        private final List<Failing> all = new ArrayList<>();
        private boolean works;
        private boolean closes;

        Failings(boolean works, boolean closes) {
            super("failing", PlainModulus.FIRST);
            this.works = works;
            this.closes = closes;
        }

        @Override
        Engine start() {
            all.add(new Failing(works, closes));
            return all.getLast();
        }
    }

    @Test
    void anInstanceWhoseClosingFailsToIsGoneAfterAnException() {
        Failings seal = new Failings(false, false);
        assertThatThrownBy(seal::description).isInstanceOf(SealFailure.class).hasMessage("the call failed")
            .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        seal.works = true;
        assertThat(seal.description()).as("the next call has a new one").isEqualTo("failing 1");
        assertThat(seal.all).hasSize(2);
        assertThat(seal.all.getFirst().closed).isEqualTo(1);
    }

    @Test
    void aKeyIsGoneAtItsFirstExceptionWhateverItsClosingSays() {
        Failing engine = new Failing(false, false);
        EngineKey key = new EngineKey(engine, new Failings(true, true));
        OwnCiphertext own = OwnCiphertext.made(Ciphertext.of(PlainModulus.FIRST, new long[Ciphertext.WORDS]));
        assertThatThrownBy(() -> key.decrypt(own)).hasMessage("the call failed");
        assertThatThrownBy(() -> key.decrypt(own)).hasMessageContaining("this key is closed");
        key.close();
        assertThat(engine.closed).isEqualTo(1);
    }

    @Test
    void closingTwiceClosesOnceThoughTheFirstTimeFailed() {
        Failing engine = new Failing(true, false);
        EngineKey key = new EngineKey(engine, new Failings(true, true));
        assertThatThrownBy(key::close).hasMessage("closing failed");
        key.close();
        assertThat(engine.closed).isEqualTo(1);
        Failings seal = new Failings(true, false);
        seal.description();
        assertThatThrownBy(seal::close).hasMessage("closing failed");
        seal.close();
        assertThat(seal.all.getFirst().closed).isEqualTo(1);
    }

    /** The throwaway key of the rounding has a secret: it ends though the other instance's closing fails. */
    @Test
    void theThrowawayKeyEndsThoughTheOtherInstanceCannotBeClosed() {
        Failings seal = new Failings(true, false);
        seal.description();
        seal.closes = true;
        seal.round(new long[Ciphertext.WORDS / 2]);
        assertThat(seal.all).hasSize(2);
        assertThatThrownBy(seal::close).hasMessage("closing failed");
        assertThat(seal.all.get(1).closed).isEqualTo(1);
    }

    @Test
    void anInstanceThatCannotTakeItsKeyIsClosed() {
        Failings seal = new Failings(false, false);
        assertThatThrownBy(seal::newKey).hasMessage("the call failed");
        assertThatThrownBy(() -> seal.key(SecretKey.of(new long[SecretKey.WORDS]))).hasMessage("the call failed");
        assertThat(seal.all).hasSize(2).allMatch(one -> one.closed == 1);
    }

    /** SEAL's own objects: freed once, with those that a failed call left behind; then no call reaches them. */
    @Test
    void aNativeEngineClosesOnceAndDoesNothingAfter() {
        NativeLibrary library = new NativeLibrary(NativeLibraryHere.orSkip());
        NativeEngine engine = new NativeEngine(library, PlainModulus.FIRST);
        byte[] plaintext = engine.encode(new long[] {7});
        assertThatThrownBy(() -> engine.sum(List.of(new byte[100]))).isInstanceOf(SealFailure.class);
        engine.close();
        engine.close();
        assertThatThrownBy(() -> engine.decode(plaintext)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(engine::makeKey).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> engine.encode(new long[] {7})).isInstanceOf(IllegalStateException.class);
        try (NativeEngine other = new NativeEngine(library, PlainModulus.FIRST)) {
            assertThat(other.decode(plaintext)).startsWith(7, 0);
        }
    }
}
