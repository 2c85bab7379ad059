package lumen.model.weights;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import lumen.model.file.ModelFormatException;

/**
 * Reads the part of Python's pickle language that state dictionaries are written in.
 *
 * <p>A pickle is a program. This machine knows how to make numbers, text, lists, dictionaries and
 * tensors; the only names it knows are those of {@link #global}. Every other name and operation is
 * refused, so nothing that the file's author wrote is ever called.
 */
final class PickleReader {
    private static final int MOST_OPERATIONS = 4_000_000;
    private static final int MOST_DIMENSIONS = 64;
    private static final Object NONE = new Object();
    private static final Map<String, ElementType> STORAGES =
            Map.of(
                    "DoubleStorage", ElementType.F64,
                    "FloatStorage", ElementType.F32,
                    "HalfStorage", ElementType.F16,
                    "BFloat16Storage", ElementType.BF16,
                    "LongStorage", ElementType.I64,
                    "IntStorage", ElementType.I32,
                    "ShortStorage", ElementType.I16,
                    "CharStorage", ElementType.I8,
                    "ByteStorage", ElementType.U8,
                    "BoolStorage", ElementType.BOOL);

    private final MemorySegment bytes;
    private long position;
    private List<Object> stack = new ArrayList<>();
    private final List<List<Object>> marked = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Map<String, Pickled.StorageReference> storages = new HashMap<>();

    /**
     * @param bytes the pickle, or several one after the other
     */
    PickleReader(MemorySegment bytes) {
        this.bytes = bytes;
    }

    /** Where the next pickle begins. */
    long position() {
        return position;
    }

    /** Every storage that was referred to, by its key. */
    Map<String, Pickled.StorageReference> storages() {
        return Collections.unmodifiableMap(storages);
    }

    /**
     * Reads one pickle: a String, Long, BigInteger, Double, Boolean, List, Map or {@link Pickled}.
     *
     * @throws ModelFormatException if it asks for more than a state dictionary needs
     */
    Object read() throws ModelFormatException {
        stack.clear();
        marked.clear();
        memo.clear();
        try {
            for (int count = 0; count < MOST_OPERATIONS; count++) {
                long at = position;
                int operation = unsigned();
                if (operation == '.') {
                    return pop();
                }
                execute(operation, at);
            }
        } catch (IndexOutOfBoundsException | NoSuchElementException e) {
            throw new ModelFormatException("The pickle is damaged or cut off", e);
        } catch (ClassCastException | ArithmeticException e) {
            throw new ModelFormatException(
                    "The pickle is not that of a state dictionary, at byte " + position, e);
        }
        throw new ModelFormatException("The pickle is longer than any state dictionary");
    }

    private void execute(int operation, long at) throws ModelFormatException {
        switch (operation) {
            case 0x80 -> requireProtocol(unsigned());
            case 0x95 -> skip(Long.BYTES); // A frame: only a hint for reading ahead.
            case '}' -> push(new LinkedHashMap<>());
            case ']', ')' -> push(new ArrayList<>());
            case '(' -> mark();
            case 't', 'l' -> push(popMark());
            case 'd' -> push(put(new LinkedHashMap<>(), popMark()));
            case 0x85 -> push(pop(1));
            case 0x86 -> push(pop(2));
            case 0x87 -> push(pop(3));
            case 'N' -> push(NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) unsigned());
            case 'M' -> push((long) (unsigned() | unsigned() << Byte.SIZE));
            case 'J' -> push((long) integer());
            case 0x8a -> push(longInteger(unsigned()));
            case 'G' -> push(bigEndianDouble());
            case 'U', 0x8c -> push(text(unsigned()));
            case 'T', 'X' -> push(text(integer()));
            case 'q' -> memo.put(unsigned(), peek());
            case 'r' -> memo.put(integer(), peek());
            case 0x94 -> memo.put(memo.size(), peek());
            case 'h' -> push(remembered(unsigned()));
            case 'j' -> push(remembered(integer()));
            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                List<Object> names = pop(2);
                push(global((String) names.getFirst(), (String) names.getLast()));
            }
            case 'Q' -> push(storage(list(pop())));
            case 'R' -> {
                List<Object> arguments = list(pop());
                push(call((Pickled.Function) pop(), arguments));
            }
            // What an object carries besides its entries, as a state dictionary's versions.
            case 'b' -> pop();
            case 's' -> {
                List<Object> pair = pop(2);
                put(dictionary(peek()), pair);
            }
            case 'u' -> {
                List<Object> pairs = popMark();
                put(dictionary(peek()), pairs);
            }
            case 'a' -> {
                Object item = pop();
                list(peek()).add(item);
            }
            case 'e' -> {
                List<Object> items = popMark();
                list(peek()).addAll(items);
            }
            default ->
                    throw new ModelFormatException(
                            "The pickle uses the operation 0x%02x at byte %d, which no state dictionary needs"
                                    .formatted(operation, at));
        }
    }

    private static void requireProtocol(int protocol) throws ModelFormatException {
        if (protocol < 2 || protocol > 5) {
            throw new ModelFormatException("The pickle is of protocol " + protocol);
        }
    }

    /** The names that may stand in a state dictionary. */
    private static Pickled global(String module, String name) throws ModelFormatException {
        String full = module + "." + name;
        if (module.equals("torch") && STORAGES.containsKey(name)) {
            return new Pickled.StorageClass(STORAGES.get(name));
        }
        return switch (full) {
            case "collections.OrderedDict" -> Pickled.Function.ORDERED_DICTIONARY;
            case "torch._utils._rebuild_tensor_v2" -> Pickled.Function.REBUILD_TENSOR;
            case "torch._utils._rebuild_parameter" -> Pickled.Function.REBUILD_PARAMETER;
            default ->
                    throw new ModelFormatException(
                            "The pickle names "
                                    + printable(full)
                                    + ", which no state dictionary needs; nothing of it was"
                                    + " executed");
        };
    }

    private static String printable(String name) {
        String shown = name.replaceAll("[^\\p{Graph}]", "?");
        return shown.length() <= 100 ? shown : shown.substring(0, 100) + "...";
    }

    private static Object call(Pickled.Function function, List<Object> arguments)
            throws ModelFormatException {
        return switch (function) {
            case ORDERED_DICTIONARY -> new LinkedHashMap<>();
            case REBUILD_TENSOR ->
                    new Pickled.Tensor(
                            (Pickled.StorageReference) arguments.get(0),
                            (Long) arguments.get(1),
                            sizes(arguments.get(2)),
                            sizes(arguments.get(3)));
            case REBUILD_PARAMETER -> (Pickled.Tensor) arguments.getFirst();
        };
    }

    private static List<Long> sizes(Object value) throws ModelFormatException {
        if (list(value).size() > MOST_DIMENSIONS) {
            throw new ModelFormatException(
                    "The pickle has a tensor of " + list(value).size() + " dimensions");
        }
        return list(value).stream().map(Long.class::cast).toList();
    }

    private Pickled.StorageReference storage(List<Object> identity) throws ModelFormatException {
        if (!identity.getFirst().equals("storage")) {
            throw new ModelFormatException("The pickle refers to something that is no storage");
        }
        Pickled.StorageReference reference =
                new Pickled.StorageReference(
                        (String) identity.get(2),
                        ((Pickled.StorageClass) identity.get(1)).type(),
                        (Long) identity.get(4));
        storages.put(reference.key(), reference);
        return reference;
    }

    private static Map<Object, Object> put(Map<Object, Object> dictionary, List<Object> pairs)
            throws ModelFormatException {
        if (pairs.size() % 2 != 0) {
            throw new ModelFormatException("The pickle has a dictionary with a key too many");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            // Keys that hold others could hold themselves.
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
                throw new ModelFormatException(
                        "The pickle has a dictionary whose keys are neither text nor numbers");
            }
            dictionary.put(key, pairs.get(i + 1));
        }
        return dictionary;
    }

    private void mark() {
        marked.add(stack);
        stack = new ArrayList<>();
    }

    private List<Object> popMark() {
        List<Object> items = stack;
        stack = marked.removeLast();
        return items;
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object peek() {
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private List<Object> pop(int count) {
        List<Object> top = stack.subList(stack.size() - count, stack.size());
        List<Object> items = new ArrayList<>(top);
        top.clear();
        return items;
    }

    private Object remembered(int key) throws ModelFormatException {
        Object value = memo.get(key);
        if (value == null) {
            throw new ModelFormatException("The pickle remembers what it never made");
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> dictionary(Object value) {
        return (Map<Object, Object>) value;
    }

    private int unsigned() {
        return Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, position++));
    }

    private int integer() {
        int value =
                bytes.get(
                        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                        position);
        position += Integer.BYTES;
        return value;
    }

    private double bigEndianDouble() {
        double value =
                bytes.get(
                        ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN),
                        position);
        position += Double.BYTES;
        return value;
    }

    private Object longInteger(int length) {
        byte[] littleEndian = take(length);
        for (int i = 0; i < length / 2; i++) {
            byte swapped = littleEndian[i];
            littleEndian[i] = littleEndian[length - 1 - i];
            littleEndian[length - 1 - i] = swapped;
        }
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(littleEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValueExact() : value;
    }

    private String text(int length) {
        return new String(take(length), StandardCharsets.UTF_8);
    }

    private String line() {
        long end = position;
        while (bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
            end++;
        }
        String line = text(Math.toIntExact(end - position));
        position = end + 1;
        return line;
    }

    private byte[] take(int length) {
        // A slice checks the bounds before anything of that length is made.
        byte[] taken = bytes.asSlice(position, length).toArray(ValueLayout.JAVA_BYTE);
        position += length;
        return taken;
    }

    private void skip(int length) {
        position += length;
    }

    /** An unmodifiable view for callers that only look. */
    static Map<Object, Object> asDictionary(Object value) {
        return value instanceof Map<?, ?>
                ? Collections.unmodifiableMap(dictionary(value))
                : Map.of();
    }
}
