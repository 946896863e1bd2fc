package eu.bocage.connector.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A text that the user named: a file, or the standard input for {@code -}. */
record TextFile(Path file, InputStream in) {

    /** At most so many bytes of UTF-8. @throws Failure naming the file and what is wrong with it */
    String read(int most) {
        byte[] bytes;
        try {
            bytes = file.toString().equals("-") ? in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (bytes.length > most) {
            throw Failure.input(file + " est trop long (" + (most >> 10) + " Kio au plus).",
                file + " is too long (" + (most >> 10) + " KiB at most).");
        }
        ByteBuffer left = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean utf8 = !StandardCharsets.UTF_8.newDecoder().decode(left, text, true).isError();
        String read = text.flip().toString();
        if (!utf8 || read.indexOf('\0') >= 0) {
            long line = 1 + read.codePoints().takeWhile(c -> c != 0).filter(c -> c == '\n').count();
            throw Failure.input("Le fichier " + file + " n'est pas un texte en UTF-8 (ligne " + line
                    + "). Enregistrez-le en UTF-8, puis relancez.",
                "The file " + file + " is no text in UTF-8 (line " + line
                    + "). Save it as UTF-8, then run this again.");
        }
        return read;
    }

    static Failure unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return Failure.input("Le fichier " + file + " n'existe pas. Vérifiez le chemin.",
                "There is no file " + file + ". Check the path.");
        }
        if (Files.isDirectory(file)) {
            return Failure.input(file + " est un dossier. Donnez un fichier.", file + " is a folder. Give a file.");
        }
        if (e instanceof AccessDeniedException) {
            return Failure.input("Vous n'avez pas le droit de lire le fichier " + file + ". Vérifiez ses droits.",
                "You may not read the file " + file + ". Check its permissions.");
        }
        return Failure.input(
            "Le fichier " + file + " ne peut être lu (détail technique, en anglais : " + e.getMessage() + ").",
            "The file " + file + " cannot be read: " + e.getMessage());
    }
}
