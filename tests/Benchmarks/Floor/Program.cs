using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text;
using LibGit2Sharp;

// The floor for a .NET program on a repository. Without an argument it only says hello; with a repository it opens it first, through
// LibGit2Sharp, or by itself when a second argument says so.
if (args.Length > 0)
{
    nint library = new[] { "libgit2.so.1.7", "libgit2.so.1.6", "libgit2.so.1.5" }.Select(name => NativeLibrary.TryLoad(name, out nint found) ? found : 0).First(found => found != 0);
    if (args.Length > 1)
    {
        Floor.Direct.Open(library, args[0]);
    }
    else
    {
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == "git2-a2bde63" ? library : 0;
        using Repository repository = new(args[0]);
        Console.WriteLine(repository.Head.Tip.Sha);
    }
}

Console.WriteLine("hello");

namespace Floor
{
    internal static unsafe class Direct
    {
        internal static void Open(nint library, string path)
        {
            ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "git_libgit2_init"))();
            nint repository;
            fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            {
                Console.WriteLine(((delegate* unmanaged[Cdecl]<nint*, byte*, int>)NativeLibrary.GetExport(library, "git_repository_open"))(&repository, name));
            }
        }
    }
}
