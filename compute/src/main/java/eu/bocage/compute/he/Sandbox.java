package eu.bocage.compute.he;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;

/**
 * One instance of SEAL's WebAssembly build, as bytecode of the JVM: memory of its own of at most {@value
 * #MAX_MEGABYTES} MiB, which it cannot leave, and no way out but the functions given here. It takes randomness from
 * {@link SecureRandom} and knows neither clock nor files nor environment. A fault inside is a Java exception; after one
 * the instance is of no further use, for this build does not unwind. Not thread-safe.
 */
final class Sandbox implements AutoCloseable {

    static final int MAX_MEGABYTES = 128;
    private static final int MOST_RANDOM = 1 << 16;

    /** What the build calls its functions, in place of their names in Emscripten. */
    private static final String START = "O";
    private static final String MALLOC = "P";
    private static final String FREE = "Q";

    /** A function that the WebAssembly calls. */
    @FunctionalInterface
    interface Host {
        /** Each argument as in WebAssembly: an i32 is sign-extended, an f64 is its bits. */
        long call(long... arguments);
    }

    /** SEAL threw: where the exception object lies. */
    static final class Thrown extends RuntimeException {

        private final transient int address;

        Thrown(int address) {
            super("SEAL threw an exception", null, false, false);
            this.address = address;
        }

        int address() {
            return address;
        }
    }

    /** An instance at rest: memory and globals are all that it has. */
    record Image(byte[] memory, int pages, long[] globals) {
    }

    private final Instance instance;
    private final Memory memory;

    /** @param imports by the build's name, those of {@link #system} excepted */
    Sandbox(Map<String, Host> imports) {
        ImportFunction[] functions = Module.WASM.importSection().stream().map(FunctionImport.class::cast)
            .map(wanted -> function(wanted, imports)).toArray(ImportFunction[]::new);
        instance = Instance.builder(Module.WASM)
            .withMemoryLimits(new MemoryLimits(initialPages(), MAX_MEGABYTES * 16))
            .withMemoryFactory(ByteArrayMemory::new).withMachineFactory(SealWasmMachine::new)
            .withImportValues(ImportValues.builder().addFunction(functions).build()).build();
        memory = instance.memory();
    }

    /** Runs what C++ runs before {@code main}. */
    void start() {
        instance.export(START).apply();
    }

    /** What it holds but for the zeros at its end; of an instance that has met neither secrets nor foreign bytes. */
    Image image() {
        byte[] all = memory.readBytes(0, memory.pages() * Memory.PAGE_SIZE);
        int end = all.length;
        while (end > 0 && all[end - 1] == 0) {
            end--;
        }
        long[] globals = new long[instance.globalCount()];
        Arrays.setAll(globals, i -> instance.global(i).getValue());
        return new Image(Arrays.copyOf(all, end), memory.pages(), globals);
    }

    /** In place of {@link #start()}: begins as another instance was at its image. */
    void start(Image image) {
        grow((long) image.pages() * Memory.PAGE_SIZE);
        memory.write(0, image.memory());
        for (int i = 0; i < image.globals().length; i++) {
            instance.global(i).setValue(image.globals()[i]);
        }
    }

    private static int initialPages() {
        return Module.WASM.memorySection().orElseThrow().getMemory(0).limits().initialPages();
    }

    private ImportFunction function(FunctionImport wanted, Map<String, Host> imports) {
        String name = wanted.name();
        Host host = imports.containsKey(name) ? imports.get(name) : system(name);
        var type = Module.WASM.typeSection().getType(wanted.typeIndex());
        boolean returns = !type.returns().isEmpty();
        return new HostFunction(wanted.module(), name, type, (caller, arguments) -> {
            long result = host.call(arguments);
            return returns ? new long[] {result} : null;
        });
    }

    /** The imports that belong to C++ and the operating system. */
    private Host system(String name) {
        return switch (name) {
            case "a" -> a -> { // __cxa_throw(object, type, destructor)
                throw new Thrown((int) a[0]);
            };
            case "A", "H" -> a -> { // proc_exit, abort
                throw new IllegalStateException("SEAL gave up");
            };
            case "B" -> a -> 0; // runtime_keepalive_clear
            case "C" -> a -> 0; // setitimer: no clock
            case "D" -> a -> random((int) a[0], (int) a[1]); // random_get
            case "E" -> a -> { // tzset: the time zone is UTC
                memory.writeI32((int) a[0], 0);
                memory.writeI32((int) a[1], 0);
                memory.writeByte((int) a[2], (byte) 0);
                memory.writeByte((int) a[3], (byte) 0);
                return 0;
            };
            case "F" -> a -> 0; // environ_get
            case "G" -> a -> { // environ_sizes_get: it is empty
                memory.writeI32((int) a[0], 0);
                memory.writeI32((int) a[1], 0);
                return 0;
            };
            case "I" -> a -> grow(Integer.toUnsignedLong((int) a[0])); // emscripten_resize_heap
            default -> throw new IllegalStateException("SEAL's build wants a function " + name + " that is not there");
        };
    }

    private long random(int address, int length) {
        if (length < 0 || length > MOST_RANDOM) {
            throw new IllegalStateException("SEAL asks for " + length + " random bytes at once");
        }
        byte[] bytes = new byte[length];
        Module.RANDOM.nextBytes(bytes);
        memory.write(address, bytes);
        return 0;
    }

    private long grow(long bytes) {
        int pages = (int) ((bytes + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE);
        return memory.grow(Math.max(0, pages - memory.pages())) < 0 ? 0 : 1;
    }

    Memory memory() {
        return memory;
    }

    int malloc(int bytes) {
        int address = (int) instance.export(MALLOC).apply(bytes)[0];
        if (address == 0) {
            throw new IllegalStateException("SEAL is out of its " + MAX_MEGABYTES + " MiB");
        }
        return address;
    }

    void free(int address) {
        instance.export(FREE).apply(address);
    }

    /** Calls the function at a place of the table, with arguments as in WebAssembly; 0 where it returns nothing. */
    long call(int place, long... arguments) {
        long[] result = instance.getMachine().call(instance.table(0).requiredRef(place), arguments);
        return result == null || result.length == 0 ? 0 : result[0];
    }

    String cString(int address) {
        return memory.readCString(address);
    }

    /** Overwrites the memory, which may hold a secret. */
    @Override
    public void close() {
        memory.fill((byte) 0, 0, memory.pages() * Memory.PAGE_SIZE);
    }

    /** Parsed once; immutable. */
    private static final class Module {

        static final SecureRandom RANDOM = new SecureRandom();
        static final WasmModule WASM = parse();

        private static WasmModule parse() {
            try (InputStream in = Sandbox.class.getResourceAsStream("SealWasm.meta")) {
                return Parser.parse(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
