package eu.bocage.compute.he;

import java.util.Arrays;
import java.util.function.Function;

/** An engine with a secret key; ends at {@link #close()} or at its first exception. */
final class EngineKey implements SealKey {

    private final EngineSeal seal;
    private Engine engine;

    EngineKey(Engine engine, EngineSeal seal) {
        this.engine = engine;
        this.seal = seal;
    }

    @Override
    public SecretKey secretKey() {
        return with(own -> {
            byte[] bytes = own.secretKey();
            try {
                return SecretKey.parse(seal.modulus(), bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        });
    }

    @Override
    public PublicKey publicKey() {
        return with(own -> PublicKey.parse(seal.modulus(), own.publicKey()));
    }

    @Override
    public Ciphertext encrypt(long[] polynomial) {
        byte[] plaintext = seal.plaintext(polynomial);
        return with(own -> seal.parsed(own.encrypt(plaintext)));
    }

    @Override
    public long[] decrypt(Ciphertext ciphertext) {
        byte[] bytes = seal.bytes(ciphertext);
        return with(own -> Plain.read(own.decrypt(bytes)));
    }

    @Override
    public int noiseBudget(Ciphertext ciphertext) {
        byte[] bytes = seal.bytes(ciphertext);
        return with(own -> own.noiseBudget(bytes));
    }

    private <T> T with(Function<Engine, T> call) {
        if (engine == null) {
            throw new SealFailure("this key is closed, or its instance ended at an exception");
        }
        try {
            return call.apply(engine);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
