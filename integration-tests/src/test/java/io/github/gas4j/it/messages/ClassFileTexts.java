// SPDX-License-Identifier: MIT
package io.github.gas4j.it.messages;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the texts in the product's class files, apart from those that it only compares with others. Stateless. */
final class ClassFileTexts {
    private static final String[] PACKAGES = {
        "io.github.gas4j.core",
        "io.github.gas4j.socket",
        "io.github.gas4j.logback",
        "io.github.gas4j.log4j2",
        "io.github.gas4j.micrometer"
    };

    /** Methods of {@code String} whose argument is looked for. */
    private static final Set<String> COMPARING =
            Set.of("contains", "endsWith", "equals", "equalsIgnoreCase", "startsWith");

    /** How a concatenation marks a value, and a constant that the class file keeps apart. */
    private static final Pattern VALUE = Pattern.compile("[\u0001\u0002]");

    private ClassFileTexts() {}

    static List<PrintedText> read() throws IOException {
        List<PrintedText> texts = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(PACKAGES)) {
            try (InputStream in =
                    type.getSource().orElseThrow().getUri().toURL().openStream()) {
                ClassNode node = new ClassNode();
                new ClassReader(in).accept(node, ClassReader.SKIP_DEBUG);
                node.methods.forEach(method -> add(type.getName() + "#" + method.name, method, texts));
            }
        }
        return texts;
    }

    private static void add(String place, MethodNode method, List<PrintedText> texts) {
        for (AbstractInsnNode instruction : method.instructions) {
            String text = textOf(instruction);
            if (text != null) {
                PrintedText printed = PrintedText.of(place, text);
                if (printed.isSentence()) {
                    texts.add(printed);
                }
            }
        }
    }

    private static @Nullable String textOf(AbstractInsnNode instruction) {
        if (instruction instanceof LdcInsnNode constant && constant.cst instanceof String text) {
            return isCompared(constant) ? null : text;
        }
        if (instruction instanceof InvokeDynamicInsnNode call && call.name.equals("makeConcatWithConstants")) {
            return VALUE.matcher((String) call.bsmArgs[0]).replaceAll(String.valueOf(PrintedText.CHANGING));
        }
        return null;
    }

    /** Returns whether the next call looks for the constant in another text, which may be what the JDK says. */
    private static boolean isCompared(LdcInsnNode constant) {
        AbstractInsnNode next = constant.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext(); // a label or a line number
        }
        return next instanceof MethodInsnNode call
                && (call.owner.equals("java/util/regex/Pattern")
                        || (call.owner.equals("java/lang/String") && COMPARING.contains(call.name)));
    }
}
