package eu.bocage.compute.he;

import eu.bocage.compute.InvalidInput;
import eu.bocage.compute.Problem;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SEAL's own C library ({@code libsealc}), called by name through {@code java.lang.foreign}. Each function returns an
 * HRESULT, negative for a C++ exception, which the library has caught. Thread-safe; what its functions point at is not.
 */
final class NativeLibrary {

    private static final int MAJOR = 4;
    /** 4.4.0 mended out-of-bounds reads, a use after free and a branch on secrets. */
    private static final int MINOR = 4;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Map<Integer, String> MEANINGS = Map.of(0x80004003, "a null pointer", 0x80070057,
        "an invalid argument", 0x8007000E, "out of memory", 0x80131509, "an operation that is not valid here",
        0x80131620, "an input or output that fails");

    private final SymbolLookup symbols;
    private final Map<String, MethodHandle> functions = new ConcurrentHashMap<>();
    private final String version;

    /** @throws InvalidInput where the file is not a SEAL of at least 4.4 */
    NativeLibrary(Path file) {
        if (!Files.isReadable(file)) {
            throw refused("ne peut être lu : indiquez le chemin complet de libsealc",
                "cannot be read: give the whole path of libsealc", file);
        }
        try {
            symbols = SymbolLookup.libraryLookup(file.toAbsolutePath(), Arena.global());
        } catch (IllegalArgumentException e) {
            throw refused("n'est pas une bibliothèque que cette machine peut charger",
                "is not a library that this machine can load", file);
        }
        if (symbols.find("Version_Major").isEmpty()) {
            throw refused("n'est pas libsealc : il y manque Version_Major", "is not libsealc: it lacks Version_Major",
                file);
        }
        int major = part("Version_Major");
        int minor = part("Version_Minor");
        version = major + "." + minor + "." + part("Version_Patch");
        check(file, major, minor);
    }

    /** @throws InvalidInput for a version that is too old, or of a format that is not known */
    static void check(Path file, int major, int minor) {
        if (major != MAJOR || minor < MINOR) {
            String version = major + "." + minor;
            throw refused("est SEAL " + version + " : il faut la version 4.4 ou une suivante, qui corrige des failles",
                "is SEAL " + version + ": version 4.4 or a later 4 is needed, which mends security faults", file);
        }
    }

    private int part(String function) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment part = arena.allocate(1);
            call(function, part);
            return Byte.toUnsignedInt(part.get(ValueLayout.JAVA_BYTE, 0));
        }
    }

    /** As {@code "4.4.3"}. */
    String version() {
        return version;
    }

    /**
     * Calls a function that always has arguments of these types: {@code Long}, {@code Integer}, {@code Byte},
     * {@code Boolean} or {@code MemorySegment}, the last for every pointer.
     *
     * @throws SealFailure where it fails
     */
    void call(String function, Object... arguments) {
        MethodHandle handle = functions.computeIfAbsent(function, name -> handle(name, arguments));
        long result;
        try {
            result = ((Number) handle.invokeWithArguments(Arrays.asList(arguments))).longValue();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new SealFailure(function + " failed", e);
        }
        if ((int) result < 0) {
            throw new SealFailure("SEAL: " + function + ": "
                + MEANINGS.getOrDefault((int) result, "error 0x" + Integer.toHexString((int) result)));
        }
    }

    private MethodHandle handle(String name, Object[] arguments) {
        MemorySegment symbol = symbols.find(name)
            .orElseThrow(() -> new SealFailure("SEAL " + version + " has no function " + name));
        MemoryLayout[] layouts = Arrays.stream(arguments).map(NativeLibrary::layout).toArray(MemoryLayout[]::new);
        MemoryLayout result = LINKER.canonicalLayouts().get("long");
        return LINKER.downcallHandle(symbol, FunctionDescriptor.of(result, layouts));
    }

    private static MemoryLayout layout(Object argument) {
        return switch (argument) {
            case Long _ -> ValueLayout.JAVA_LONG;
            case Integer _ -> ValueLayout.JAVA_INT;
            case Byte _ -> ValueLayout.JAVA_BYTE;
            case Boolean _ -> ValueLayout.JAVA_BOOLEAN;
            case MemorySegment _ -> ValueLayout.ADDRESS;
            default -> throw new IllegalArgumentException("not an argument of C: " + argument.getClass());
        };
    }

    private static InvalidInput refused(String french, String english, Path file) {
        return new InvalidInput(
            List.of(new Problem("seal.library", file + " " + french + ".", file + " " + english + ".")));
    }
}
