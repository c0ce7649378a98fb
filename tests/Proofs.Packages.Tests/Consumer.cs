using System.Text.RegularExpressions;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>A generated solution in a repository of its own, built as a user builds it: packages from a feed, a cleared environment, an empty HOME.</summary>
internal sealed partial class Consumer : IDisposable
{
    private static readonly string Reference = $"""<PackageReference Include="Proofs.MSBuild" Version="{PackedFeed.Version}" PrivateAssets="all" />""";
    private readonly PackedFeed _feed;

    internal Consumer(PackedFeed feed)
    {
        _feed = feed;
        Write("NuGet.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Repo.Outside}/packages" /></config>
              <packageSources><clear /><add key="ours" value="{feed.Path}" /><add key="others" value="{PackedFeed.Others}" /></packageSources>
            </configuration>
            """);
        Write(".gitignore", "obj/\nbin/\n*.binlog\n");
    }

    internal GitRepo Repo { get; } = GitRepo.Create();

    /// <summary>What the environment holds beside PATH and HOME.</summary>
    internal Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        // A compiler server would outlive the test.
        ["UseSharedCompilation"] = "false",
    };

    /// <summary>Writes a file of the solution.</summary>
    internal void Write(string path, string content)
    {
        string full = Path.Combine(Repo.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    /// <summary>Writes a console program into the folder <c>app</c>; a warning is an error to it.</summary>
    /// <param name="package">The package that it stands on.</param>
    /// <param name="code">Its statements.</param>
    internal void WriteProgram(string package, string code)
    {
        Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>
              <ItemGroup><PackageReference Include="{package}" Version="{PackedFeed.Version}" /></ItemGroup>
            </Project>
            """);
        Write("app/Program.cs", code);
    }

    /// <summary>Writes a class library.</summary>
    /// <param name="name">Its name and folder.</param>
    /// <param name="properties">Properties beside the target framework.</param>
    /// <param name="items">Items in place of the reference to our package.</param>
    internal void Library(string name, string properties = "", string? items = null)
    {
        string framework = properties.Contains("TargetFrameworks", StringComparison.Ordinal) ? string.Empty : "<TargetFramework>net10.0</TargetFramework>";
        Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{framework}{properties}</PropertyGroup>
              <ItemGroup>{items ?? Reference}</ItemGroup>
            </Project>
            """);
        Write($"{name}/Class.cs", $"namespace {name};\npublic class Class;\n");
    }

    /// <summary>Writes a solution of libraries.</summary>
    internal void Solution(int count, string properties)
    {
        for (int i = 0; i < count; i++)
        {
            Library($"p{i}", properties);
        }

        Write("all.slnx", $"<Solution>{string.Concat(Enumerable.Range(0, count).Select(i => $"<Project Path=\"p{i}/p{i}.csproj\" />"))}</Solution>");
    }

    /// <summary>Commits everything that is there.</summary>
    internal string Commit(string message)
    {
        Repo.Git("add", "--all");
        return Repo.Commit(message);
    }

    internal BuildResult Dotnet(params string[] arguments)
    {
        RunResult result = Run.Program("dotnet", arguments, Repo.Path, environment: Environment);
        return new(result.ExitCode, result.Out + result.Error);
    }

    internal BuildResult Build(params string[] arguments) => Dotnet(["build", "-nodeReuse:false", "-tl:off", .. arguments]);

    /// <summary>What CI systems set.</summary>
    internal void InContinuousIntegration() => Environment["CI"] = "true";

    public void Dispose() => Repo.Dispose();

    /// <summary>What a build answered.</summary>
    internal sealed record BuildResult(int ExitCode, string Output)
    {
        /// <summary>How often the gate judged: each time it says so.</summary>
        internal int Judged => JudgedLine().Count(Output);

        /// <summary>The codes of errors (or warnings), each once.</summary>
        internal string[] Codes(string level) => [.. Regex.Matches(Output, $@"{level} (?<code>PRF[0-9]+): (?<reason>[a-z0-9_]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(match => match.Groups["reason"].Value).Distinct(StringComparer.Ordinal)];

        public override string ToString() => $"exit {ExitCode}\n{Output}";
    }

    [GeneratedRegex("Proofs: (baseline|integrity|feature-key|proofs) (pass|fail|undetermined):", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex JudgedLine();
}
