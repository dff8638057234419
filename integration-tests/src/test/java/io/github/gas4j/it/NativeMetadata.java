// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.config.plugins.PluginVisitorStrategy;

/**
 * What a {@code reflect-config.json} registers for reflection in a native image of GraalVM. Immutable.
 *
 * @param types the classes
 */
record NativeMetadata(List<Type> types) {
    /** Takes only what the published schema of the format has, as far as {@link Type} knows it, and each of its type. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** Copies. */
    NativeMetadata {
        types = List.copyOf(types);
    }

    /** Reads the file of a folder below {@code META-INF/native-image} on the class path. */
    static NativeMetadata in(String folder) throws IOException {
        String file = "META-INF/native-image/" + folder + "/reflect-config.json";
        try (InputStream in = NativeMetadata.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException(file);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static NativeMetadata parse(String json) throws IOException {
        return new NativeMetadata(JSON.readValue(json, new TypeReference<List<Type>>() {}));
    }

    /** Returns what this and another one register together. */
    NativeMetadata and(NativeMetadata other) {
        return new NativeMetadata(
                Stream.concat(types.stream(), other.types.stream()).toList());
    }

    /** Returns the classes, methods and fields that are named and do not exist. */
    List<String> unknown() {
        return types.stream().flatMap(type -> type.unknown().stream()).toList();
    }

    /** Returns the fields that Log4j sets in a builder and its base classes by reflection, and that are not named. */
    List<String> missingOf(Class<?> builder) {
        List<String> missing = new ArrayList<>();
        for (Class<?> type = builder; type != null; type = type.getSuperclass()) {
            for (java.lang.reflect.Field field : type.getDeclaredFields()) {
                if (isSetByLog4j(field) && !names(type, field.getName())) {
                    missing.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }
        return missing;
    }

    private static boolean isSetByLog4j(java.lang.reflect.Field field) {
        return Arrays.stream(field.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(PluginVisitorStrategy.class));
    }

    /** Returns whether a method or a field of a class is named. */
    boolean names(Class<?> owner, String member) {
        return types.stream()
                .filter(type -> type.name().equals(owner.getName()))
                .anyMatch(type -> type.names(member));
    }

    /**
     * A class and what of it is registered.
     *
     * @param name the class's binary name
     * @param methods methods and constructors to call
     * @param fields fields to read and write
     * @param allPublicConstructors whether every public constructor is
     * @param allPublicMethods whether every public method is, inherited ones included
     */
    record Type(
            String name,
            List<Method> methods,
            List<Field> fields,
            boolean allPublicConstructors,
            boolean allPublicMethods) {

        /** Copies; the lists may be left out in the file. */
        Type {
            methods = List.copyOf(Objects.requireNonNullElse(methods, List.of()));
            fields = List.copyOf(Objects.requireNonNullElse(fields, List.of()));
        }

        private boolean names(String member) {
            return methods.stream().anyMatch(method -> method.name().equals(member))
                    || fields.stream().anyMatch(field -> field.name().equals(member));
        }

        private List<String> unknown() {
            try {
                Class<?> type = Class.forName(name, false, NativeMetadata.class.getClassLoader());
                return Stream.concat(
                                methods.stream()
                                        .filter(method -> !method.isIn(type))
                                        .map(Method::toString),
                                fields.stream()
                                        .filter(field -> !field.isIn(type))
                                        .map(Field::toString))
                        .toList();
            } catch (ClassNotFoundException unknown) {
                return List.of(name);
            }
        }
    }

    /**
     * A method, or a constructor.
     *
     * @param name its name; {@code <init>} for a constructor
     * @param parameterTypes the names of their classes
     */
    record Method(String name, List<String> parameterTypes) {

        /** Copies. */
        Method {
            parameterTypes = List.copyOf(parameterTypes);
        }

        private boolean isIn(Class<?> type) {
            return name.equals("<init>")
                    ? Arrays.stream(type.getDeclaredConstructors()).anyMatch(this::hasTheParameters)
                    : Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(method -> method.getName().equals(name) && hasTheParameters(method));
        }

        private boolean hasTheParameters(Executable executable) {
            return Arrays.stream(executable.getParameterTypes())
                    .map(Class::getTypeName) // arrays with brackets, which is how Log4j spells them
                    .toList()
                    .equals(parameterTypes);
        }
    }

    /**
     * A field.
     *
     * @param name its name
     */
    record Field(String name) {
        private boolean isIn(Class<?> type) {
            return Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(name));
        }
    }
}
