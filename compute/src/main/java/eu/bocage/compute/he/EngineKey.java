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
    public OwnCiphertext encrypt(long[] polynomial) {
        byte[] plaintext = seal.plaintext(polynomial);
        return with(own -> OwnCiphertext.made(seal.parsed(own.encrypt(plaintext))));
    }

    @Override
    public long[] decrypt(OwnCiphertext ciphertext) {
        byte[] bytes = seal.bytes(ciphertext.ciphertext());
        return with(own -> Plain.read(own.decrypt(bytes)));
    }

    @Override
    public int noiseBudget(OwnCiphertext ciphertext) {
        byte[] bytes = seal.bytes(ciphertext.ciphertext());
        return with(own -> own.noiseBudget(bytes));
    }

    private <T> T with(Function<Engine, T> call) {
        if (engine == null) {
            throw new SealFailure("this key is closed, or its instance ended at an exception");
        }
        try {
            return call.apply(engine);
        } catch (RuntimeException | Error e) {
            Engine ending = engine;
            engine = null;
            EngineSeal.closeAfter(e, ending);
            throw e;
        }
    }

    @Override
    public void close() {
        Engine ending = engine;
        engine = null;
        if (ending != null) {
            ending.close();
        }
    }
}
