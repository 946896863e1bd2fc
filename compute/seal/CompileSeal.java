import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Run by the build: fetches SEAL's WebAssembly by {@code npm ci}, keeps the one file of it and compiles that to JVM
 * bytecode. Does nothing where what it reads has not changed since it last did.
 */
final class CompileSeal {

    private static final String CLASS = "eu.bocage.compute.he.SealWasm";
    /** The build of SEAL that refuses results without encryption (transparent ciphertexts). */
    private static final String WASM = "node_modules/node-seal/seal_throws_wasm_cf_worker.wasm";
    private static final List<String> NPM_FILES = List.of("package.json", "package-lock.json", ".npmrc");

    private final Path source;
    private final Path target;

    private CompileSeal(Path source, Path target) {
        this.source = source;
        this.target = target;
    }

    /** Arguments: this folder, the folder to work in, the version of Chicory. */
    public static void main(String[] arguments) throws Exception {
        System.exit(new CompileSeal(Path.of(arguments[0]), Path.of(arguments[1])).run(arguments[2]) ? 0 : 1);
    }

    private boolean run(String chicory) throws Exception {
        Path mark = target.resolve("made-from");
        String inputs = inputs(chicory);
        if (Files.exists(mark) && Files.readString(mark).equals(inputs)) {
            return true;
        }
        System.out.println("SEAL: npm ci, then compiling WebAssembly to bytecode; some ten seconds, once");
        delete(target);
        Path npm = Files.createDirectories(target.resolve("npm"));
        for (String name : NPM_FILES) {
            Files.copy(source.resolve(name), npm.resolve(name));
        }
        if (!fetch(npm)) {
            return false;
        }
        Path wasm = target.resolve("seal.wasm");
        Files.move(npm.resolve(WASM), wasm, StandardCopyOption.REPLACE_EXISTING);
        Path licences = Files.createDirectories(target.resolve("classes/META-INF/licenses"));
        Files.move(npm.resolve("node_modules/node-seal/LICENSE"), licences.resolve("node-seal.txt"));
        delete(npm);
        compile(wasm);
        Files.writeString(mark, inputs);
        return true;
    }

    private static boolean fetch(Path folder) throws InterruptedException {
        try {
            int ended = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit",
                "--no-fund").directory(folder.toFile()).inheritIO().start().waitFor();
            if (ended == 0) {
                return true;
            }
            System.err.println("""
                npm n'a pas pu obtenir node-seal (voir ci-dessus). La première construction a besoin du réseau :
                relancez-la quand il est là.
                npm could not fetch node-seal (see above). The first build needs the network: run it again.""");
        } catch (IOException e) {
            System.err.println("""
                npm est introuvable. Installez Node.js avec npm (https://nodejs.org ou « apt install npm »),
                puis relancez.
                npm was not found. Install Node.js with npm (https://nodejs.org or "apt install npm"), then
                build again.""");
        }
        return false;
    }

    private void compile(Path wasm) throws IOException {
        Path classes = Files.createDirectories(target.resolve("classes"));
        Generator generator = new Generator(Config.builder().withWasmFile(wasm).withName(CLASS)
            .withTargetClassFolder(classes).withTargetWasmFolder(classes).withTargetSourceFolder(target)
            .withInterpreterFallback(InterpreterFallback.FAIL).build());
        generator.generateMetaWasm(generator.generateResources());
    }

    private String inputs(String chicory) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String name : NPM_FILES) {
            digest.update(Files.readAllBytes(source.resolve(name)));
        }
        digest.update(Files.readAllBytes(source.resolve("CompileSeal.java")));
        return HexFormat.of().formatHex(digest.digest()) + " " + chicory;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
