package eu.bocage.compute.he;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What both bindings share: checks of what goes in and comes out, and an instance that ends at its first exception. */
abstract class EngineSeal implements Seal {

    private final String name;
    private final PlainModulus modulus;
    private Engine engine;
    private SealKey throwaway;

    EngineSeal(String name, PlainModulus modulus) {
        this.name = name;
        this.modulus = modulus;
    }

    /** An instance, as new. */
    abstract Engine start();

    @Override
    public final String description() {
        return name + " " + with(Engine::version);
    }

    @Override
    public final PlainModulus modulus() {
        return modulus;
    }

    @Override
    public final long[] encode(long[] slots) {
        check(slots);
        return with(own -> Plain.read(own.encode(slots)));
    }

    @Override
    public final long[] decode(long[] polynomial) {
        byte[] plaintext = plaintext(polynomial);
        return with(own -> own.decode(plaintext));
    }

    @Override
    public final Ciphertext sum(List<Ciphertext> ciphertexts) {
        if (ciphertexts.isEmpty()) {
            throw new IllegalArgumentException("nothing to add");
        }
        List<byte[]> bytes = ciphertexts.stream().map(this::bytes).toList();
        return with(own -> parsed(own.sum(bytes)));
    }

    @Override
    public final Ciphertext encrypt(PublicKey key, long[] polynomial) {
        byte[] plaintext = plaintext(polynomial);
        try (Engine own = start()) {
            own.takePublicKey(key.toBytes(modulus));
            return parsed(own.encrypt(plaintext));
        }
    }

    @Override
    public final long[] round(long[] phase) {
        if (phase.length != Ciphertext.WORDS / 2) {
            throw new IllegalArgumentException("a phase has " + Ciphertext.WORDS / 2 + " residues");
        }
        OwnCiphertext open = OwnCiphertext.made(Ciphertext.owning(modulus, Arrays.copyOf(phase, Ciphertext.WORDS)));
        if (throwaway == null) {
            throwaway = newKey();
        }
        try {
            return throwaway.decrypt(open);
        } catch (RuntimeException | Error e) {
            throwaway = null;
            throw e;
        }
    }

    @Override
    public final SealKey newKey() {
        Engine own = start();
        return begun(own, Engine::makeKey);
    }

    @Override
    public final SealKey key(SecretKey key) {
        Engine own = start();
        return begun(own, engine -> {
            byte[] bytes = key.toBytes(modulus);
            try {
                engine.takeKey(bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        });
    }

    private SealKey begun(Engine own, Consumer<Engine> begin) {
        try {
            begin.accept(own);
            return new EngineKey(own, this);
        } catch (RuntimeException | Error e) {
            closeAfter(e, own);
            throw e;
        }
    }

    /** Closes what has failed. The failure is what is reported, not what closing then says. */
    static void closeAfter(Throwable failure, Engine ending) {
        try {
            ending.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private <T> T with(Function<Engine, T> call) {
        if (engine == null) {
            engine = start();
        }
        try {
            return call.apply(engine);
        } catch (RuntimeException | Error e) {
            Engine ending = engine;
            engine = null;
            closeAfter(e, ending);
            throw e;
        }
    }

    @Override
    public final void close() {
        Engine ending = engine;
        SealKey key = throwaway;
        engine = null;
        throwaway = null;
        try {
            if (ending != null) {
                ending.close();
            }
        } finally {
            if (key != null) {
                key.close();
            }
        }
    }

    byte[] plaintext(long[] polynomial) {
        if (polynomial.length != Bfv.DEGREE) {
            throw new IllegalArgumentException("a polynomial has " + Bfv.DEGREE + " coefficients");
        }
        check(polynomial);
        return Plain.write(polynomial);
    }

    private void check(long[] values) {
        long wrong = 0;
        for (long value : values) {
            wrong |= value | modulus.value() - 1 - value;
        }
        if (values.length > Bfv.DEGREE || wrong < 0) {
            throw new IllegalArgumentException("at most " + Bfv.DEGREE + " numbers from 0 to " + (modulus.value() - 1));
        }
    }

    byte[] bytes(Ciphertext ciphertext) {
        if (ciphertext.modulus() != modulus) {
            throw new IllegalArgumentException("a ciphertext of another plain modulus");
        }
        return ciphertext.toBytes();
    }

    Ciphertext parsed(byte[] own) {
        return Ciphertext.parse(modulus, own);
    }
}
