package lumen.cli.training;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often Ctrl+C was pressed, in place of ending the process, until it is closed.
 *
 * <p>The JDK's module jdk.unsupported has the only way to a signal. The compiler warns of every use
 * of it without a way to say that it is meant, which is why it is called by name.
 */
final class CtrlC implements AutoCloseable {
    private final AtomicInteger presses = new AtomicInteger();
    private final Object before;

    private CtrlC() {
        before = handle(counter());
    }

    /** Begins to count. */
    static CtrlC counted() {
        return new CtrlC();
    }

    /** How often it was pressed since. */
    int presses() {
        return presses.get();
    }

    /** Ctrl+C is again what it was before. */
    @Override
    public void close() {
        handle(before);
    }

    private Object counter() {
        InvocationHandler count =
                (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "handle" -> {
                                presses.incrementAndGet();
                                yield null;
                            }
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "Ctrl+C";
                        };
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            return Proxy.newProxyInstance(
                    CtrlC.class.getClassLoader(), new Class<?>[] {handler}, count);
        } catch (ClassNotFoundException noSuchModule) {
            throw new IllegalStateException(noSuchModule);
        }
    }

    private static Object handle(Object handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Method handle =
                    signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
            return handle.invoke(
                    null, signal.getConstructor(String.class).newInstance("INT"), handler);
        } catch (ReflectiveOperationException noSuchModule) {
            throw new IllegalStateException(noSuchModule);
        }
    }
}
