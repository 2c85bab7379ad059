# Sourced by the benchmark scripts: finds a JDK, builds what the benchmarks need, runs their programs.
# Needs: JDK 25 or newer and Maven.

benchmarks="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
repository="$(dirname "$benchmarks")"

die() {
    echo "$*" >&2
    exit 1
}

# The Java of JAVA_HOME, of the path, or of Debian's usual place, whichever first is new enough.
find_java() {
    local candidate version
    for candidate in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /none/bin/java)")")")" /usr/lib/jvm/*; do
        if [ -x "$candidate/bin/javac" ]; then
            version="$("$candidate/bin/javac" -version 2>&1 | sed -E 's/javac ([0-9]+).*/\1/')"
            if [ "$version" -ge 25 ] 2>/dev/null; then
                export JAVA_HOME="$candidate"
                return
            fi
        fi
    done
    die "A JDK 25 or newer is needed: install one and set JAVA_HOME."
}

# Debian packages that a script needs: package=file that it brings.
need_packages() {
    local pair missing=()
    for pair in "$@"; do
        [ -e "${pair#*=}" ] || missing+=("${pair%%=*}")
    done
    [ ${#missing[@]} -eq 0 ] || die "Missing Debian packages; install them by: apt-get install ${missing[*]}"
}

# Builds the benchmarks and the libraries they use, and says where everything lies. An installed copy of
# the classpath is used again until a source changes.
build_benchmarks() {
    local classpath="$benchmarks/target/classpath.txt"
    command -v mvn > /dev/null || die "Maven is needed: apt-get install maven"
    if [ ! -e "$classpath" ] || [ -n "$(find "$repository/pom.xml" "$repository/libs" "$repository/training-service" "$benchmarks" \
            \( -path '*/src/main/*' -o -name pom.xml \) -newer "$classpath" -print -quit)" ]; then
        echo "building the benchmarks" >&2
        (cd "$repository" && mvn -q -pl benchmarks -am -DskipTests -Dspotless.check.skip=true package \
            org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=target/classpath.txt)
        touch "$classpath"
    fi
}

# Runs a program of the benchmarks: class, then arguments. The class path goes by the environment: ONNX Runtime
# 1.29.0 ends the process when the command line is longer than about 4,000 characters.
run_benchmark() {
    CLASSPATH="$benchmarks/target/classes:$(cat "$benchmarks/target/classpath.txt")" \
        "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        --add-modules jdk.incubator.vector "$@"
}

find_java

# Sets $lumen_url: what --url names among the arguments, else a lumen started on a folder of its own, with the
# folders in $data_roots, and stopped at the end. The other arguments are left in $arguments.
start_lumen() {
    arguments=()
    lumen_url=""
    while [ $# -gt 0 ]; do
        case "$1" in
            --url) [ $# -ge 2 ] || die "--url needs an address"; lumen_url="$2"; shift ;;
            --url=*) lumen_url="${1#--url=}" ;;
            *) arguments+=("$1") ;;
        esac
        shift
    done
    [ -z "$lumen_url" ] || return 0

    "$repository/lumen" build
    make_temporary_folder
    local work="$temporary_folder"
    local root roots=()
    for root in ${data_roots[@]+"${data_roots[@]}"}; do
        roots+=(--data-root "$root")
    done
    "$repository/lumen" up --data "$work/data" ${roots[@]+"${roots[@]}"} > "$work/lumen.log" 2>&1 &
    lumen_process=$!
    local waited=0
    until lumen_url="$(sed -n 's/.*lumen is ready: \(http[^ ]*\).*/\1/p' "$work/lumen.log")" && [ -n "$lumen_url" ]; do
        kill -0 "$lumen_process" 2> /dev/null || { cat "$work/lumen.log" >&2; die "lumen did not start"; }
        [ $waited -lt 600 ] || die "lumen is not ready after 5 minutes; see $work/lumen.log"
        sleep 0.5
        waited=$((waited + 1))
    done
    echo "lumen runs at $lumen_url" >&2
}

lumen_process=""
temporary_folders=()

# A folder that is gone when the script has ended.
make_temporary_folder() {
    temporary_folder="$(mktemp -d "${TMPDIR:-/tmp}/lumen-benchmark-XXXXXX")"
    temporary_folders+=("$temporary_folder")
}

clean_up() {
    if [ -n "$lumen_process" ]; then
        kill -TERM "$lumen_process" 2> /dev/null && wait "$lumen_process" 2> /dev/null || true
    fi
    rm -rf ${temporary_folders[@]+"${temporary_folders[@]}"}
}
trap clean_up EXIT
