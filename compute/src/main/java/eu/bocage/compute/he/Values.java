package eu.bocage.compute.he;

import com.dylibso.chicory.runtime.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The values of the host that SEAL's build knows by a number ({@code emscripten::val}): arrays of bytes and words,
 * views of its memory, and what it does with them. Only what our calls need is there; anything else is an exception.
 * Numbers up to 9 are Emscripten's own constants.
 */
final class Values {

    private static final int FIRST = 10;

    /** A stretch of the sandbox's memory: so many numbers of so many bytes. */
    record View(int address, int length, int size) {
        int bytes() {
            return Math.multiplyExact(length, size);
        }
    }

    /** How a type passes through {@link #invoke}: as the number of a value or as a number, and how it is read. */
    record Passing(boolean handle, Reading reading) {
    }

    @FunctionalInterface
    interface Reading {
        Object read(Values values, int address);
    }

    private record Array(String type) {
    }

    record Invoker(List<Passing> types, int kind) {
        static final int METHOD = 1;
        static final int CONSTRUCTOR = 2;
        static final int CAST = 3;
    }

    private final List<Object> values = new ArrayList<>();
    private final List<Integer> uses = new ArrayList<>();
    private final List<Invoker> invokers;
    private final Embind embind;

    /** @param invokers those that the instance knows from its image */
    Values(Embind embind, List<Invoker> invokers) {
        this.embind = embind;
        this.invokers = new ArrayList<>(invokers);
    }

    List<Invoker> invokers() {
        return List.copyOf(invokers);
    }

    Memory memory() {
        return embind.sandbox().memory();
    }

    Map<String, Sandbox.Host> imports() {
        return Map.of(
            "e", a -> invoke((int) a[0], (int) a[1], (int) a[2], (int) a[4]),
            "f", a -> invoker((int) a[0], (int) a[1], (int) a[2]),
            "h", a -> release((int) a[0]),
            "m", a -> keep((int) a[0]),
            "n", a -> property((int) a[0], (int) a[1]),
            "p", a -> add(embind.sandbox().cString((int) a[0])),
            "s", a -> fill((View) value((int) a[0]), value((int) a[1])),
            "y", a -> add(new Array(embind.sandbox().cString((int) a[0]))),
            "d", a -> release((int) a[0]));
    }

    /** Gives a value a number, to be {@link #take taken} or released once. */
    int add(Object value) {
        int free = values.indexOf(null);
        if (free < 0) {
            values.add(value);
            uses.add(1);
            free = values.size() - 1;
        } else {
            values.set(free, value);
            uses.set(free, 1);
        }
        return FIRST + 2 * free;
    }

    Object value(int handle) {
        Object value = handle < FIRST ? null : values.get((handle - FIRST) / 2);
        if (value == null) {
            throw new IllegalStateException("SEAL's build names a value that is not there: " + handle);
        }
        return value;
    }

    Object take(int handle) {
        Object value = value(handle);
        release(handle);
        return value;
    }

    int release(int handle) {
        if (handle >= FIRST) {
            int place = (handle - FIRST) / 2;
            uses.set(place, uses.get(place) - 1);
            if (uses.get(place) == 0) {
                values.set(place, null);
            }
        }
        return 0;
    }

    private int keep(int handle) {
        if (handle >= FIRST) {
            int place = (handle - FIRST) / 2;
            uses.set(place, uses.get(place) + 1);
        }
        return 0;
    }

    private int property(int handle, int key) {
        if (!value(key).equals("length")) {
            throw new IllegalStateException("SEAL's build asks for a property: " + value(key));
        }
        return add(switch (value(handle)) {
            case byte[] bytes -> bytes.length;
            case long[] words -> words.length;
            default -> throw new IllegalStateException("only arrays have a length");
        });
    }

    private int invoker(int count, int types, int kind) {
        List<Passing> passing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            passing.add(embind.passing(memory().readInt(types + 4 * i)));
        }
        invokers.add(new Invoker(List.copyOf(passing), kind));
        return invokers.size() - 1;
    }

    /** The bits of a double: the result, or the number of the value that it is. */
    private long invoke(int caller, int handle, int method, int arguments) {
        Invoker invoker = invokers.get(caller);
        List<Object> given = new ArrayList<>();
        for (int i = 1; i < invoker.types().size(); i++) {
            given.add(invoker.types().get(i).reading().read(this, arguments + 8 * (i - 1)));
        }
        Object result = switch (invoker.kind()) {
            case Invoker.CAST -> given.getFirst();
            case Invoker.CONSTRUCTOR -> construct(value(handle), given);
            case Invoker.METHOD -> method(value(handle), embind.sandbox().cString(method), given);
            default -> throw new IllegalStateException("SEAL's build calls a function of the host");
        };
        double returned = switch (result) {
            case Object value when invoker.types().getFirst().handle() -> add(value);
            case Number number -> number.doubleValue();
            default -> 0;
        };
        return Double.doubleToRawLongBits(returned);
    }

    /** Words for slots, which are never more: a number from inside decides about memory outside up to there only. */
    private static Object construct(Object type, List<Object> given) {
        if (type instanceof Array(String name) && name.startsWith("Big") && given.getFirst() instanceof Number length
            && length.intValue() >= 0 && length.intValue() <= Bfv.DEGREE) {
            return new long[length.intValue()];
        }
        throw new IllegalStateException("SEAL's build makes a " + type);
    }

    private Object method(Object self, String name, List<Object> given) {
        if (self instanceof long[] words && name.equals("set") && given.getFirst() instanceof View view) {
            ByteBuffer.wrap(bytes(view)).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
            return words;
        }
        throw new IllegalStateException("SEAL's build calls " + name + " of the host");
    }

    private int fill(View view, Object array) {
        byte[] bytes = switch (array) {
            case byte[] own -> own;
            case long[] words -> {
                ByteBuffer out = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                out.asLongBuffer().put(words);
                yield out.array();
            }
            default -> throw new IllegalStateException("a view is filled from an array");
        };
        if (bytes.length != view.bytes()) {
            throw new IllegalStateException("a view of " + view.bytes() + " bytes for " + bytes.length);
        }
        memory().write(view.address(), bytes);
        return 0;
    }

    byte[] bytes(View view) {
        return memory().readBytes(view.address(), view.bytes());
    }
}
