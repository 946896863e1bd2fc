package eu.bocage.compute.reader;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Programs that a {@link FileReader} may start: the real one, and others that do it harm. */
public final class Child {

    private Child() {
    }

    /** A reader by DuckDB, as a node has it. */
    public static FileReader reader() {
        return reader("good", Duration.ofMinutes(5));
    }

    static FileReader reader(String kind, Duration patience) {
        return reader(kind, patience, Duration.ofHours(1));
    }

    static FileReader reader(String kind, Duration patience, Duration most) {
        return new FileReader(System.getProperty("java.class.path"), List.of(Child.class.getName(), kind), patience,
            most);
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("good")) {
            ReaderProcess.run(System.in, System.out);
            return;
        }
        Wire.Request.read(new DataInputStream(System.in));
        DataOutputStream out = new DataOutputStream(System.out);
        out.writeLong(Wire.MAGIC);
        out.writeByte(Wire.COLUMNS);
        out.writeInt(1);
        Wire.text(out, "a");
        out.writeBoolean(true);
        row(out, "é1".getBytes("UTF-8"));
        switch (args[0]) {
            case "killed" -> ProcessHandle.current().info().command().ifPresent(java -> kill());
            case "hanging" -> Thread.sleep(Duration.ofHours(1));
            case "trickling" -> {
                out.writeByte(Wire.ROW);
                out.writeInt(Wire.MAX_FIELD);
                while (true) {
                    out.writeByte('x');
                    out.flush();
                    Thread.sleep(100);
                }
            }
            case "failing" -> System.exit(7);
            case "short" -> System.exit(0);
            case "lying" -> end(out, 2);
            case "failing after its end" -> {
                end(out, 1);
                System.exit(7);
            }
            case "talking on" -> {
                end(out, 1);
                out.writeByte(Wire.ROW);
            }
            case "no frame" -> out.writeByte('X');
            case "no fault" -> out.write(new byte[] {Wire.FAULT, 99, 0, 0, 0, 0, 0, 0, 0, 0});
            case "long" -> out.write(new byte[] {Wire.ROW, 0x7F, 0, 0, 0});
            case "negative" -> out.write(new byte[] {Wire.ROW, -1, -1, -1, -2});
            case "no text" -> row(out, new byte[] {(byte) 0xC3, 'a'});
            case "half a text" -> row(out, new byte[] {(byte) 0xC3});
            default -> throw new IllegalArgumentException(args[0]);
        }
        out.flush();
    }

    private static void kill() {
        try {
            new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start().waitFor();
            Thread.sleep(Duration.ofHours(1));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void row(DataOutputStream out, byte[] field) throws IOException {
        out.writeByte(Wire.ROW);
        out.writeInt(field.length);
        out.write(field);
        out.flush();
    }

    private static void end(DataOutputStream out, long rows) throws IOException {
        out.writeByte(Wire.END);
        out.writeLong(rows);
    }
}
