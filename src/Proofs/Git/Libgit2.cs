using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text;
using Proofs.Verdicts;

[assembly: DisableRuntimeMarshalling]

namespace Proofs.Git;

/// <summary>
/// The one place that binds to the native libgit2: finds it, refuses versions whose memory layout LibGit2Sharp 0.29 does not know,
/// and gives LibGit2Sharp and our own functions the same handle. What every gate needs is called from here, with plain pointers, because
/// LibGit2Sharp compiles the call of each function when it is first made and searches the disk for the library anew.
/// </summary>
internal static unsafe partial class Libgit2
{
    /// <summary>The name under which LibGit2Sharp 0.29.0 imports its functions.</summary>
    private const string Name = "git2-a2bde63";

    private static readonly Lazy<bool> SharpBinding = new(BindSharpOnce);
    private static readonly Lazy<Refusal?> Loading = new(Load);
    private static nint _handle;

    /// <summary>Loads the library once per process.</summary>
    /// <returns>Null when it is ready, otherwise why it is not.</returns>
    internal static Refusal? EnsureLoaded() => Loading.Value;

    /// <summary>Whether LibGit2Sharp 0.29 (compiled for 1.7.1) can be trusted with a library of this version. 1.5 and 1.6 share its layouts.</summary>
    internal static bool Accepts(int major, int minor) => major == 1 && minor is >= 5 and <= 7;

    private static Refusal? Load()
    {
        // An own folder first, so that a publisher can ship the library; then the system's, newest first.
#pragma warning disable IL3000 // Empty in a single-file program, and then the next best is taken; inside MSBuild only this one is right.
        string own = Path.GetDirectoryName(typeof(Libgit2).Assembly.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory;
#pragma warning restore IL3000
        string[] names = ["libgit2.so.1.7", "libgit2.so.1.6", "libgit2.so.1.5", "libgit2.so"];
        string? unsupported = null;
        foreach (string candidate in names.Select(name => Path.Combine(own, name)).Where(File.Exists).Concat(names))
        {
            if (!NativeLibrary.TryLoad(candidate, out nint handle))
            {
                continue;
            }

            if (!NativeLibrary.TryGetExport(handle, "git_libgit2_version", out nint version))
            {
                NativeLibrary.Free(handle);
                continue;
            }

            int major, minor, revision;
            ((delegate* unmanaged[Cdecl]<int*, int*, int*, int>)version)(&major, &minor, &revision);
            if (Accepts(major, minor))
            {
                _handle = handle;
                Bind();
                return null;
            }

            unsupported ??= $"{candidate} is libgit2 {major}.{minor}.{revision}";
            NativeLibrary.Free(handle);
        }

        return unsupported is null
            ? new(ReasonCodes.Libgit2Missing, "libgit2 1.5, 1.6 or 1.7 was not found on this machine.", ReasonCodes.Libgit2Missing.Fix)
            : new(ReasonCodes.Libgit2Unsupported, $"{unsupported}; 1.5, 1.6 or 1.7 is needed.", ReasonCodes.Libgit2Unsupported.Fix);
    }

    /// <summary>What libgit2 says about its last failure on this thread.</summary>
    internal static string LastError()
    {
        Error* error = git_error_last();
        return error is null ? "libgit2 gives no reason" : Marshal.PtrToStringUTF8((nint)error->Message) ?? "libgit2 gives no reason";
    }

    /// <summary>A text as C has it.</summary>
    internal static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    private static void Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(Libgit2).Assembly, static (name, _, _) => string.Equals(name, Name, StringComparison.Ordinal) ? _handle : 0);
        git_libgit2_init();
        Configure();
    }

    /// <summary>
    /// Lets LibGit2Sharp find the library, for what it is asked for. On the context that holds it, so that it also works where that is not the
    /// default one (inside MSBuild).
    /// </summary>
    internal static void BindSharp() => _ = SharpBinding.Value;

    private static bool BindSharpOnce()
    {
        Assembly sharp = typeof(LibGit2Sharp.Repository).Assembly;
        (AssemblyLoadContext.GetLoadContext(sharp) ?? AssemblyLoadContext.Default).ResolvingUnmanagedDll +=
            static (_, name) => string.Equals(name, Name, StringComparison.Ordinal) ? _handle : 0;
        return true;
    }
}
