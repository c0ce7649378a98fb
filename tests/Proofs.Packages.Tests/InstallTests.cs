using System.Text.RegularExpressions;
using TestKit;

namespace Proofs.Packages.Tests;

/// <summary>The other two packages, as a user gets them.</summary>
public sealed partial class InstallTests(PackedFeed feed) : IClassFixture<PackedFeed>, IDisposable
{
    private readonly Consumer _consumer = new(feed);

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public void The_tool_is_installed_and_judges()
    {
        string tools = Path.Combine(_consumer.Repo.Outside, "tools");
        Consumer.BuildResult installed = _consumer.Dotnet("tool", "install", "Proofs.Cli", "--tool-path", tools, "--version", PackedFeed.Version);
        Assert.True(installed.ExitCode == 0, installed.ToString());
        _consumer.Commit("Begin\n");
        _consumer.Repo.Commit("Work\n\nFeature-Key: bd-1\n");
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath!)! };
        RunResult passing = Run.Program(Path.Combine(tools, "proofs"), ["gate", "feature-key", "--base", "HEAD~1", "--feature-key", "bd-1"], _consumer.Repo.Path, environment: environment);
        Assert.True(passing.ExitCode == 0, passing.ToString());
        RunResult failing = Run.Program(Path.Combine(tools, "proofs"), ["gate", "feature-key", "--base", "HEAD~1", "--feature-key", "bd-2"], _consumer.Repo.Path, environment: environment);
        Assert.True(failing.ExitCode == 1, failing.ToString());
        Assert.Equal(PackedFeed.Version + "\n", Run.Program(Path.Combine(tools, "proofs"), ["--version"], environment: environment).Out);
    }

    [Fact]
    public void The_library_s_own_example_runs_in_a_console_program()
    {
        _consumer.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="Proofs" Version="{PackedFeed.Version}" /></ItemGroup>
            </Project>
            """);
        _consumer.Write("app/Program.cs", Example().Match(File.ReadAllText(PackedFeed.In("src", "Proofs", "README.md"))).Groups["code"].Value);
        _consumer.Commit("Begin\n");
        _consumer.Repo.Commit("Work\n\nFeature-Key: bd-1\n");
        Consumer.BuildResult passing = _consumer.Dotnet("run", "--project", "app");
        Assert.True(passing is { ExitCode: 0, Output: "Pass\n" }, passing.ToString());
        // An abbreviated id goes through LibGit2Sharp, which must have come along.
        _consumer.Write("app/Program.cs", File.ReadAllText(Path.Combine(_consumer.Repo.Path, "app", "Program.cs")).Replace("HEAD~1", _consumer.Repo.Git("rev-parse", "--short=10", "HEAD~1"), StringComparison.Ordinal));
        Consumer.BuildResult abbreviated = _consumer.Dotnet("run", "--project", "app");
        Assert.True(abbreviated is { ExitCode: 0, Output: "Pass\n" }, abbreviated.ToString());
    }

    [GeneratedRegex("```csharp\\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Example();
}
