package eu.bocage.compute.he;

import com.dylibso.chicory.runtime.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What our calls need of Emscripten's embind: SEAL's build says at its start which classes and functions it has, and
 * here they are called by name. Arguments are as in WebAssembly: numbers, addresses of objects, numbers of {@link
 * Values}. What a function returns by value or by reference is a new object, to be {@link #delete deleted}.
 */
final class Embind {

    private static final int[] VIEW_BYTES = {1, 1, 2, 2, 4, 4, 4, 8, 8, 8};

    private static final int MAX_MESSAGE = 200;

    /** What stands in the table and calls the function, and what it wants first to know which. */
    private record Function(int invoker, int which) {
    }

    /** What the build says at its start; complete and unchanging from then on. */
    private record Names(Map<String, Function> functions, Map<String, Integer> destructors,
        Map<String, Integer> constants, Map<Integer, String> types, Map<Integer, Values.Passing> passing) {
    }

    /** An instance at rest, to begin others with. */
    record Image(Sandbox.Image sandbox, Names names, List<Values.Invoker> invokers) {
    }

    private final Names names;
    private final Values values;
    private final Sandbox sandbox;

    Embind() {
        names = new Names(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
        values = new Values(this, List.of());
        sandbox = new Sandbox(imports());
        sandbox.start();
    }

    Embind(Image image) {
        names = image.names();
        values = new Values(this, image.invokers());
        sandbox = new Sandbox(imports());
        sandbox.start(image.sandbox());
    }

    /** See {@link Sandbox#image()}; no value may be in the host's hands. */
    Image image() {
        return new Image(sandbox.image(), names, values.invokers());
    }

    private Map<String, Sandbox.Host> imports() {
        Map<String, Sandbox.Host> imports = new HashMap<>(values.imports());
        imports.put("b", a -> define(type(a[0]) + "." + name(a[1]) + "/" + (a[2] - 2), a[5], a[6]));
        imports.put("c", a -> defineClass((int) a[0], name(a[10]), (int) a[12]));
        imports.put("g", a -> define(type(a[0]) + "/" + (a[1] - 1), a[4], a[5]));
        imports.put("i", a -> defineView((int) a[0], VIEW_BYTES[(int) a[1]]));
        imports.put("j", a -> define(name(a[0]), a[4], a[5]));
        imports.put("k", a -> defineConstant(type(a[0]) + "." + name(a[1]), (int) a[2]));
        imports.put("l", a -> define(type(a[0]) + "::" + name(a[1]), a[5], a[6]));
        imports.put("o", a -> defineType((int) a[0], false, (from, at) -> from.memory().readInt(at)));
        imports.put("v", a -> defineName((int) a[0], name(a[1])));
        imports.put("w", a -> defineType((int) a[0], false, (from, at) -> from.memory().readDouble(at)));
        imports.put("J", a -> defineType((int) a[0], true, (from, at) -> from.take(from.memory().readInt(at))));
        imports.put("M", a -> defineType((int) a[0], false, (from, at) -> null));
        for (String notNeeded : List.of("q", "r", "t", "x", "z", "K", "L")) {
            imports.put(notNeeded, a -> 0);
        }
        imports.put("u", a -> {
            throw new IllegalStateException("SEAL's build makes an array of the host");
        });
        return imports;
    }

    /** A new object, by the constructor with so many arguments. */
    int construct(String type, long... arguments) {
        return (int) call(names.functions().get(type + "/" + arguments.length), type, arguments, 0, 0);
    }

    /** Calls {@code Class.method} of the object. */
    long call(String method, int self, long... arguments) {
        return call(names.functions().get(method + "/" + arguments.length), method, arguments, 1, self);
    }

    /** Calls {@code Class::function}, or a function of no class. */
    long invoke(String function, long... arguments) {
        return call(names.functions().get(function), function, arguments, 0, 0);
    }

    private long call(Function function, String name, long[] arguments, int selves, int self) {
        if (function == null) {
            throw new IllegalStateException("SEAL's build has no " + name);
        }
        long[] all = new long[1 + selves + arguments.length];
        all[0] = function.which();
        if (selves == 1) {
            all[1] = self;
        }
        System.arraycopy(arguments, 0, all, 1 + selves, arguments.length);
        return run(function.invoker(), all);
    }

    void delete(String type, int object) {
        run(names.destructors().get(type), object);
    }

    /** @throws SealFailure for whatever goes wrong inside */
    private long run(int place, long... arguments) {
        try {
            return sandbox.call(place, arguments);
        } catch (Sandbox.Thrown e) {
            throw new SealFailure("SEAL: " + message(e));
        } catch (RuntimeException e) {
            throw new SealFailure("SEAL was stopped: " + e.getMessage(), e);
        }
    }

    /** What the exception says, asked of the instance that threw it, which is of no other use now. */
    private String message(Sandbox.Thrown thrown) {
        try {
            Function function = names.functions().get("getException");
            int text = (int) sandbox.call(function.invoker(), function.which(), thrown.address());
            return memory().readString(text + Integer.BYTES, Math.min(memory().readInt(text), MAX_MESSAGE));
        } catch (RuntimeException e) {
            return "an exception without words";
        }
    }

    /** The number behind {@code Enumeration.name}. */
    int constant(String name) {
        return names.constants().get(name);
    }

    /** Hands an array to a call that takes a value. */
    int hand(Object array) {
        return values.add(array);
    }

    /** The array or view that a call returned. */
    Object take(long handle) {
        return values.take((int) handle);
    }

    byte[] bytes(Values.View view) {
        return values.bytes(view);
    }

    Values.Passing passing(int type) {
        Values.Passing known = names.passing().get(type);
        if (known == null) {
            throw new IllegalStateException("SEAL's build passes a value of a type that is not known: " + type);
        }
        return known;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    private Memory memory() {
        return sandbox.memory();
    }

    private String type(long type) {
        return names.types().get((int) type);
    }

    /** Without the argument list that some names have. */
    private String name(long address) {
        String name = sandbox.cString((int) address);
        int list = name.indexOf('(');
        return list < 0 ? name : name.substring(0, list);
    }

    private int define(String name, long invoker, long which) {
        names.functions().put(name, new Function((int) invoker, (int) which));
        return 0;
    }

    private int defineClass(int type, String name, int destructor) {
        names.types().put(type, name);
        names.destructors().put(name, destructor);
        return 0;
    }

    private int defineName(int type, String name) {
        names.types().put(type, name);
        return 0;
    }

    private int defineConstant(String name, int value) {
        names.constants().put(name, value);
        return 0;
    }

    private int defineType(int type, boolean handle, Values.Reading reading) {
        names.passing().put(type, new Values.Passing(handle, reading));
        return 0;
    }

    private int defineView(int type, int size) {
        return defineType(type, false,
            (from, at) -> new Values.View(from.memory().readInt(at + 4), from.memory().readInt(at), size));
    }
}
