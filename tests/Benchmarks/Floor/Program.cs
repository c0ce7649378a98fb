using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LibGit2Sharp;

// The floor for a .NET program on a repository: with an argument it loads libgit2, opens that repository and says hello; without one it only says hello.
if (args.Length > 0)
{
    nint library = new[] { "libgit2.so.1.7", "libgit2.so.1.6", "libgit2.so.1.5" }.Select(name => NativeLibrary.TryLoad(name, out nint found) ? found : 0).First(found => found != 0);
    AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == "git2-a2bde63" ? library : 0;
    using Repository repository = new(args[0]);
    Console.WriteLine(repository.Head.Tip.Sha);
}

Console.WriteLine("hello");
