package eu.bocage.compute.he;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** SEAL 4.1.2 in a {@link Sandbox}, called through {@link Embind}. */
final class EmbeddedEngine implements Engine {

    private static final String CIPHERTEXT = "Ciphertext";
    private static final String PLAINTEXT = "Plaintext";
    private static final String PUBLIC_KEY = "PublicKey";
    private static final String SECRET_KEY = "SecretKey";
    private static final String BYTES = "VectorU8";
    private static final int ID = 32;

    /** An engine at rest, with its parameters and nothing else; the numbers are addresses of objects in it. */
    record Image(Embind.Image seal, int context, int uncompressed, int pool, int encoder, int evaluator, int words) {
    }

    private final Embind seal;
    private final int context;
    private final int uncompressed;
    private final int pool;
    private final int encoder;
    private final int evaluator;
    private final int words;
    private int secretKey;
    private int publicKey;
    private int encryptor;
    private int decryptor;

    EmbeddedEngine(PlainModulus modulus) {
        this(modulus.value(), modulus.parmsId(), modulus.keyParmsId());
    }

    /** With any plain modulus and the names that SEAL has to give the parameters. */
    EmbeddedEngine(long plain, byte[] parmsId, byte[] keyParmsId) {
        seal = new Embind();
        context = context(plain, parmsId, keyParmsId);
        uncompressed = seal.constant("ComprModeType.none");
        pool = (int) seal.invoke("MemoryPoolHandle::MemoryPoolHandleGlobal");
        encoder = seal.construct("BatchEncoder", context);
        evaluator = seal.construct("Evaluator", context);
        words = string("UINT64");
    }

    /** Begins where another was at its image: making the parameters' tables again would take ten times as long. */
    EmbeddedEngine(Image image) {
        seal = new Embind(image.seal());
        context = image.context();
        uncompressed = image.uncompressed();
        pool = image.pool();
        encoder = image.encoder();
        evaluator = image.evaluator();
        words = image.words();
    }

    /** To be taken before anything else is asked of it: then it holds no state of a random generator either. */
    Image image() {
        return new Image(seal.image(), context, uncompressed, pool, encoder, evaluator, words);
    }

    private int context(long modulus, byte[] parmsId, byte[] keyParmsId) {
        int security = seal.constant("SecLevelType.tc128");
        int parameters = seal.construct("EncryptionParameters", seal.constant("SchemeType.bfv"));
        seal.call("EncryptionParameters.setPolyModulusDegree", parameters, Bfv.DEGREE);
        int primes = (int) seal.invoke("CoeffModulus::BFVDefault", Bfv.DEGREE, security);
        seal.call("EncryptionParameters.setCoeffModulus", parameters, primes);
        int plain = seal.construct("Modulus");
        seal.call("Modulus.setValue", plain, modulus);
        seal.call("EncryptionParameters.setPlainModulus", parameters, plain);
        int made = seal.construct("SEALContext", parameters, 1, security);
        if (seal.call("SEALContext.parametersSet", made) == 0
            || !Arrays.equals(id("SEALContext.firstParmsId", made), parmsId)
            || !Arrays.equals(id("SEALContext.keyParmsId", made), keyParmsId)) {
            throw new SealFailure("SEAL has other parameters than ours for " + modulus);
        }
        return made;
    }

    private byte[] id(String method, int object) {
        return seal.sandbox().memory().readBytes((int) seal.call(method, object), ID);
    }

    /** A C++ string that lives as long as the instance. */
    private int string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int address = seal.sandbox().malloc(Integer.BYTES + bytes.length + 1);
        seal.sandbox().memory().writeI32(address, bytes.length);
        seal.sandbox().memory().write(address + Integer.BYTES, bytes);
        seal.sandbox().memory().writeByte(address + Integer.BYTES + bytes.length, (byte) 0);
        return address;
    }

    @Override
    public String version() {
        return "4.1.2";
    }

    @Override
    public byte[] encode(long[] slots) {
        int plaintext = seal.construct(PLAINTEXT, pool);
        seal.call("BatchEncoder.encode", encoder, seal.hand(slots), plaintext, words);
        return saved(PLAINTEXT, plaintext);
    }

    @Override
    public long[] decode(byte[] plaintext) {
        int loaded = loaded(PLAINTEXT, plaintext, pool);
        Object slots = seal.take(seal.call("BatchEncoder.decodeBigInt", encoder, loaded, 0, pool));
        seal.delete(PLAINTEXT, loaded);
        return (long[]) slots;
    }

    @Override
    public byte[] sum(List<byte[]> ciphertexts) {
        int sum = loaded(CIPHERTEXT, ciphertexts.getFirst(), pool);
        for (byte[] next : ciphertexts.subList(1, ciphertexts.size())) {
            int addend = loaded(CIPHERTEXT, next, pool);
            seal.call("Evaluator.add", evaluator, sum, addend, sum);
            seal.delete(CIPHERTEXT, addend);
        }
        return saved(CIPHERTEXT, sum);
    }

    @Override
    public void makeKey() {
        useKey(seal.construct("KeyGenerator", context));
    }

    @Override
    public void takeKey(byte[] bytes) {
        int key = loaded(SECRET_KEY, bytes);
        useKey(seal.construct("KeyGenerator", context, key));
        seal.delete(SECRET_KEY, key);
    }

    private void useKey(int generator) {
        secretKey = (int) seal.call("KeyGenerator.secretKey", generator);
        publicKey = seal.construct(PUBLIC_KEY);
        seal.call("KeyGenerator.createPublicKey", generator, publicKey);
        seal.delete("KeyGenerator", generator);
        encryptor = seal.construct("Encryptor", context, publicKey);
        decryptor = seal.construct("Decryptor", context, secretKey);
    }

    @Override
    public byte[] secretKey() {
        return bytes(SECRET_KEY, secretKey);
    }

    @Override
    public byte[] publicKey() {
        return bytes(PUBLIC_KEY, publicKey);
    }

    @Override
    public void takePublicKey(byte[] bytes) {
        publicKey = loaded(PUBLIC_KEY, bytes);
        encryptor = seal.construct("Encryptor", context, publicKey);
    }

    @Override
    public byte[] encrypt(byte[] plaintext) {
        int loaded = loaded(PLAINTEXT, plaintext, pool);
        int ciphertext = seal.construct(CIPHERTEXT, pool);
        seal.call("Encryptor.encrypt", encryptor, loaded, ciphertext, pool);
        seal.delete(PLAINTEXT, loaded);
        return saved(CIPHERTEXT, ciphertext);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext) {
        int loaded = loaded(CIPHERTEXT, ciphertext, pool);
        int plaintext = seal.construct(PLAINTEXT, pool);
        seal.call("Decryptor.decrypt", decryptor, loaded, plaintext);
        seal.delete(CIPHERTEXT, loaded);
        return saved(PLAINTEXT, plaintext);
    }

    @Override
    public int noiseBudget(byte[] ciphertext) {
        int loaded = loaded(CIPHERTEXT, ciphertext, pool);
        int budget = (int) seal.call("Decryptor.invariantNoiseBudget", decryptor, loaded);
        seal.delete(CIPHERTEXT, loaded);
        return budget;
    }

    private int loaded(String type, byte[] bytes, long... arguments) {
        int object = seal.construct(type, arguments);
        seal.call(type + ".loadFromArray", object, context, seal.hand(bytes));
        return object;
    }

    private byte[] bytes(String type, int object) {
        int vector = (int) seal.call(type + ".saveToArray", object, uncompressed);
        byte[] bytes = seal.bytes((Values.View) seal.take(seal.invoke("jsArrayUint8FromVec", vector)));
        seal.delete(BYTES, vector);
        return bytes;
    }

    private byte[] saved(String type, int object) {
        byte[] bytes = bytes(type, object);
        seal.delete(type, object);
        return bytes;
    }

    @Override
    public void close() {
        seal.sandbox().close();
    }
}
