package eu.bocage.compute.he;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** SEAL's objects behind {@link NativeLibrary}. */
final class NativeEngine implements Engine {

    private static final String CIPHERTEXT = "Ciphertext";
    private static final String PLAINTEXT = "Plaintext";
    private static final String PUBLIC_KEY = "PublicKey";
    private static final String SECRET_KEY = "SecretKey";
    private static final MemorySegment NONE = MemorySegment.NULL;
    private static final byte BFV = 1;
    private static final int BITS_OF_SECURITY = 128;
    private static final byte UNCOMPRESSED = 0;
    private static final int ID = 32;

    private final NativeLibrary seal;
    private final Arena arena = Arena.ofShared();
    /** SEAL's objects that live, by address, with their types: in the order they were made. */
    private final SequencedMap<Long, String> alive = new LinkedHashMap<>();
    private final MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
    private final MemorySegment context;
    private final MemorySegment encoder;
    private final MemorySegment evaluator;
    private MemorySegment secretKey;
    private MemorySegment publicKey;
    private MemorySegment encryptor;
    private MemorySegment decryptor;

    NativeEngine(NativeLibrary seal, PlainModulus modulus) {
        this.seal = seal;
        try {
            context = context(modulus);
            encoder = kept("BatchEncoder", made("BatchEncoder_Create", context, out));
            evaluator = kept("Evaluator", made("Evaluator_Create", context, out));
        } catch (RuntimeException | Error e) {
            EngineSeal.closeAfter(e, this);
            throw e;
        }
    }

    private MemorySegment context(PlainModulus modulus) {
        MemorySegment parameters = kept("EncParams", made("EncParams_Create1", BFV, out));
        seal.call("EncParams_SetPolyModulusDegree", parameters, (long) Bfv.DEGREE);
        MemorySegment length = arena.allocate(ValueLayout.JAVA_LONG);
        MemorySegment primes = arena.allocate(ValueLayout.ADDRESS, 2 * Bfv.KEY_PRIMES);
        seal.call("CoeffModulus_BFVDefault", (long) Bfv.DEGREE, BITS_OF_SECURITY, length, NONE);
        if (length.get(ValueLayout.JAVA_LONG, 0) != Bfv.KEY_PRIMES) {
            throw other(modulus);
        }
        seal.call("CoeffModulus_BFVDefault", (long) Bfv.DEGREE, BITS_OF_SECURITY, length, primes);
        for (int i = 0; i < Bfv.KEY_PRIMES; i++) {
            kept("Modulus", primes.getAtIndex(ValueLayout.ADDRESS, i));
        }
        seal.call("EncParams_SetCoeffModulus", parameters, (long) Bfv.KEY_PRIMES, primes);
        seal.call("EncParams_SetPlainModulus2", parameters, modulus.value());
        MemorySegment made = kept("SEALContext",
            made("SEALContext_Create", parameters, true, BITS_OF_SECURITY, out));
        MemorySegment set = arena.allocate(ValueLayout.JAVA_BOOLEAN);
        seal.call("SEALContext_ParametersSet", made, set);
        if (!set.get(ValueLayout.JAVA_BOOLEAN, 0)
            || !Arrays.equals(id("SEALContext_FirstParmsId", made), modulus.parmsId())
            || !Arrays.equals(id("SEALContext_KeyParmsId", made), modulus.keyParmsId())) {
            throw other(modulus);
        }
        return made;
    }

    private static SealFailure other(PlainModulus modulus) {
        return new SealFailure("SEAL has other parameters than ours for " + modulus);
    }

    private byte[] id(String function, MemorySegment object) {
        MemorySegment id = arena.allocate(ID, Long.BYTES);
        seal.call(function, object, id);
        return id.toArray(ValueLayout.JAVA_BYTE);
    }

    /** What a function put where {@link #out} points. */
    private MemorySegment made(String function, Object... arguments) {
        seal.call(function, arguments);
        return out.get(ValueLayout.ADDRESS, 0);
    }

    private MemorySegment kept(String type, MemorySegment object) {
        alive.put(object.address(), type);
        return object;
    }

    private void delete(MemorySegment object) {
        seal.call(alive.remove(object.address()) + "_Destroy", object);
    }

    @Override
    public String version() {
        return seal.version();
    }

    @Override
    public byte[] encode(long[] slots) {
        MemorySegment plaintext = kept(PLAINTEXT, made("Plaintext_Create1", NONE, out));
        try (Arena call = Arena.ofConfined()) {
            seal.call("BatchEncoder_Encode1", encoder, (long) slots.length,
                call.allocateFrom(ValueLayout.JAVA_LONG, slots), plaintext);
        }
        return saved(PLAINTEXT, plaintext);
    }

    @Override
    public long[] decode(byte[] plaintext) {
        MemorySegment loaded = loaded(PLAINTEXT, plaintext);
        try (Arena call = Arena.ofConfined()) {
            MemorySegment count = call.allocateFrom(ValueLayout.JAVA_LONG, Bfv.DEGREE);
            MemorySegment slots = call.allocate(ValueLayout.JAVA_LONG, Bfv.DEGREE);
            seal.call("BatchEncoder_Decode1", encoder, loaded, count, slots, NONE);
            delete(loaded);
            return slots.toArray(ValueLayout.JAVA_LONG);
        }
    }

    @Override
    public byte[] sum(List<byte[]> ciphertexts) {
        MemorySegment sum = loaded(CIPHERTEXT, ciphertexts.getFirst());
        for (byte[] next : ciphertexts.subList(1, ciphertexts.size())) {
            MemorySegment addend = loaded(CIPHERTEXT, next);
            seal.call("Evaluator_Add", evaluator, sum, addend, sum);
            delete(addend);
        }
        return Wire.CIPHERTEXT.stamp(saved(CIPHERTEXT, sum));
    }

    @Override
    public void makeKey() {
        useKey(made("KeyGenerator_Create1", context, out));
    }

    @Override
    public void takeKey(byte[] bytes) {
        MemorySegment key = loaded(SECRET_KEY, bytes);
        useKey(made("KeyGenerator_Create2", context, key, out));
    }

    private void useKey(MemorySegment generator) {
        kept("KeyGenerator", generator);
        secretKey = kept(SECRET_KEY, made("KeyGenerator_SecretKey", generator, out));
        publicKey = kept(PUBLIC_KEY, made("KeyGenerator_CreatePublicKey", generator, false, out));
        encryptor = kept("Encryptor", made("Encryptor_Create", context, publicKey, NONE, out));
        decryptor = kept("Decryptor", made("Decryptor_Create", context, secretKey, out));
    }

    @Override
    public byte[] secretKey() {
        return Wire.SECRET_KEY.stamp(bytes(SECRET_KEY, secretKey));
    }

    @Override
    public byte[] publicKey() {
        return Wire.PUBLIC_KEY.stamp(bytes(PUBLIC_KEY, publicKey));
    }

    @Override
    public void takePublicKey(byte[] bytes) {
        publicKey = loaded(PUBLIC_KEY, bytes);
        encryptor = kept("Encryptor", made("Encryptor_Create", context, publicKey, NONE, out));
    }

    @Override
    public byte[] encrypt(byte[] plaintext) {
        MemorySegment loaded = loaded(PLAINTEXT, plaintext);
        MemorySegment ciphertext = kept(CIPHERTEXT, made("Ciphertext_Create1", NONE, out));
        seal.call("Encryptor_Encrypt", encryptor, loaded, ciphertext, NONE);
        delete(loaded);
        return Wire.CIPHERTEXT.stamp(saved(CIPHERTEXT, ciphertext));
    }

    @Override
    public byte[] decrypt(byte[] ciphertext) {
        MemorySegment loaded = loaded(CIPHERTEXT, ciphertext);
        MemorySegment plaintext = kept(PLAINTEXT, made("Plaintext_Create1", NONE, out));
        seal.call("Decryptor_Decrypt", decryptor, loaded, plaintext);
        delete(loaded);
        return saved(PLAINTEXT, plaintext);
    }

    @Override
    public int noiseBudget(byte[] ciphertext) {
        MemorySegment loaded = loaded(CIPHERTEXT, ciphertext);
        seal.call("Decryptor_InvariantNoiseBudget", decryptor, loaded, out);
        delete(loaded);
        return out.get(ValueLayout.JAVA_INT, 0);
    }

    /** Its copy outside the heap is overwritten, for it may be a secret key. */
    private MemorySegment loaded(String type, byte[] bytes) {
        MemorySegment object = kept(type, switch (type) {
            case CIPHERTEXT, PLAINTEXT -> made(type + "_Create1", NONE, out);
            default -> made(type + "_Create1", out);
        });
        try (Arena call = Arena.ofConfined()) {
            MemorySegment copy = call.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            try {
                seal.call(type + "_Load", object, context, copy, (long) bytes.length, out);
            } finally {
                copy.fill((byte) 0);
            }
        }
        return object;
    }

    private byte[] bytes(String type, MemorySegment object) {
        seal.call(type + "_SaveSize", object, UNCOMPRESSED, out);
        long size = out.get(ValueLayout.JAVA_LONG, 0);
        try (Arena call = Arena.ofConfined()) {
            MemorySegment copy = call.allocate(size);
            seal.call(type + "_Save", object, copy, size, UNCOMPRESSED, out);
            byte[] bytes = copy.asSlice(0, out.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
            copy.fill((byte) 0);
            return bytes;
        }
    }

    private byte[] saved(String type, MemorySegment object) {
        byte[] bytes = bytes(type, object);
        delete(object);
        return bytes;
    }

    /** Frees all objects, those too that a failed call left behind; then whatever uses them is an exception. */
    @Override
    public void close() {
        SealFailure failure = null;
        while (!alive.isEmpty()) {
            try {
                delete(MemorySegment.ofAddress(alive.lastEntry().getKey()));
            } catch (SealFailure e) {
                failure = e;
            }
        }
        if (arena.scope().isAlive()) {
            arena.close();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
