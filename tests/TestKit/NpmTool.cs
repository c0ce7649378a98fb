using Xunit;

namespace TestKit;

/// <summary>What tests/install-tools.sh installs: programs of others, in the user's cache.</summary>
public static class NpmTool
{
    /// <summary>The folder <c>node_modules</c> that holds the package; a test skips when it is not there.</summary>
    /// <param name="name">The package's name, with its scope.</param>
    /// <param name="version">Its exact version.</param>
    public static string Modules(string name, string version)
    {
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        string modules = Path.Combine(cache, "proofs-tests", $"{name.Replace('/', '+')}@{version}", "node_modules");
        Skip.IfNot(File.Exists(Path.Combine(modules, name, "package.json")), $"{name}@{version} is not installed: tests/install-tools.sh");
        Skip.IfNot((Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, "node"))), "node is not on PATH: install Node.js 20 or later.");
        return modules;
    }
}
